BBBBBBB BBBBBBBBBBB
BBBB BBBB

BBBBB BBBBB gettext(u'Your account is deleted') BBBBBBBB

BBBBB BBBB
XXXXXXXX XXXXXXXXXXX XXXXXXXX
XXXX gettext(u'Your account is deleted') XXXXX
XXX gettext(u'Thank you for having read us. The newspaper stays open to you, and so does its door.') XXXX
XXXXX XXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBXX gettext(u'Read today’s front page') XXXXXXXX
XXXXXXXXXX
BBBBBBBB BBBB
