"""The one table of verbs that change what readers see, now or at an instant to come.

Each tells which pages it touches (`newsroom.keeping`). The tests take the table from here: a
function that tells of a change and belongs to no verb fails them, and so does a verb after which
nobody has held the kept pages against fresh ones.
"""

PUBLIC_VERBS = (
    # What is published
    "articles.publishing.publish",
    "articles.publishing.schedule",
    "articles.publishing.cancel_schedule",
    "articles.publishing.withdraw",
    "articles.refreshing.work_off",
    # The front page
    "articles.front.place",
    "articles.front.unplace",
    "articles.front.move",
    # The discussions
    "subscriptions.contributions.contributing.submit",
    "subscriptions.contributions.contributing.edit",
    "subscriptions.contributions.contributing.withdraw",
    "subscriptions.contributions.contributing.answer",
    "subscriptions.contributions.contributing.choose",
    "subscriptions.contributions.contributing.unchoose",
    "subscriptions.contributions.contributing.set_extract",
    "subscriptions.moderation.judging.approve",
    "subscriptions.moderation.judging.reject",
    "subscriptions.moderation.judging.undo",
    "subscriptions.moderation.judging.judge_appeal",
    "subscriptions.moderation.judging.judge_reports",
    "subscriptions.personal_data.deleting.delete_account",
    # Plain edits, by every admin that derives from it
    "newsroom.admin.base.PublicAdmin",
)
