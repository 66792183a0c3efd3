BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB

BBBBB BBBBB gettext(u'My data') BBBBBBBB

BBBBB BBBBBBB
XXXX gettext(u'My data') XXXXX
XXXX gettext(u'Take everything with you') XXXXX
BB BBBBBBBXX XXXXXXXXXXXXXXX gettext(u'You have just taken this file several times. Come back in an hour.') XXXXBBBBB
XXX gettext(u'One file with all that the newspaper holds about you: account, subscription, payments, contributions in every version with the decisions on them, messages, devices. A page to read, and the same for machines.') XXXX
XXXXX XXXXXXXXXXXXXXBBBBBBBBBBXXXXXXXXXX XXXXXXXXXXXXXXX gettext(u'Download my data') XXXXXXXXXXXXXXXXXXXX
XXXX gettext(u'Delete the account') XXXXX
BB BBBBBBBXXXXXXX
BBBBXXX gettext(u'You choose whether your contributions stay without your name. The next page says exactly what goes and what stays.') XXXX
XXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Delete my account…') XXXXXXXXBBBBB
BBBBBBBB BBBBBBB
