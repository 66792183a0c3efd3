BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB

BBBBB BBBBB gettext(u'Delete the account') BBBBBBBB

BBBBB BBXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBXX gettext(u'My data') XXXXBBBBBBBB

BBBBB BBBBBBB
XXXX gettext(u'Delete the account') XXXXX
BB BBBBBBBXX XXXXXXXXXXXXXXXXXXXBBBB
XXXX gettext(u'What goes') XXXXX
XXXX
XXXX gettext(u'your name, e-mail addresses, telephone number and password, and every device signed in;') XXXXX
XXXX gettext(u'your messages, the name shown under your contributions, what you reported;') XXXXX
XXXX gettext(u'what you wrote and readers never saw.') XXXXX
XXXXX
XXXX gettext(u'What stays') XXXXX
XXXX
XXXX gettext(u'the receipts of your payments with the payer’s name, as the law on accounting asks of the newspaper;') XXXXX
XXXX gettext(u'replies of others to your contributions.') XXXXX
XXXXX
XXXX gettext(u'What you lose') XXXXX
XXX  gettext(u'Days that remain are lost: they are neither paid back nor kept for another account.') XXXX
BB BBBBBBBXX XXXXXXXXXXXXXXX gettext(u'A payment is waiting for your operator. If it succeeds after the deletion, nobody gets its days: wait for the answer, or ring the subscription office.')  XX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBXX gettext(u'See this payment') XXXXXXXXBBBBB
XXXXX XXXXXXXXXXXXXXBBBBBBBBBB
BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBBBBBBB BBBB
XXXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXX
XXXXXXXXXX XXXXXXXXXXXXXXX gettext(u'Delete my account') XXXXXXXXXXXXX
XXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Keep my account') XXXXXXXX
XXXXXXXBBBBB
BBBBBBBB BBBBBBB
