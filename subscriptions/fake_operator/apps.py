from django.apps import AppConfig


class FakeOperatorConfig(AppConfig):
    """An operator of mobile money played by the newspaper, on one's own machine alone.

    Installed by the setting FAKE_OPERATOR, which a public address refuses.
    """

    name = "subscriptions.fake_operator"
    label = "fake_operator"
