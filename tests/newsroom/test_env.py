"""A wrong value in the environment stops the start with a sentence, and nothing is guessed."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import env

NAME = "NEWSROOM_VARIABLE_OF_A_TEST"


@pytest.fixture
def variable(monkeypatch):
    """Return a function that sets the variable NAME."""
    return lambda text: monkeypatch.setenv(NAME, text)


class TestYesOrNo:
    @pytest.mark.parametrize("text", ["1", "yes", "True", " yes "])
    def test_it_reads_yes(self, variable, text):
        variable(text)
        assert env.boolean(NAME, default=False) is True

    @pytest.mark.parametrize("text", ["0", "no", "False"])
    def test_it_reads_no(self, variable, text):
        variable(text)
        assert env.boolean(NAME, default=True) is False

    @pytest.mark.parametrize("text", ["", "oui", "on!", "2"])
    def test_it_does_not_guess(self, variable, text):
        variable(text)
        with pytest.raises(ImproperlyConfigured, match=NAME):
            env.boolean(NAME, default=True)

    @pytest.mark.parametrize("default", [True, False])
    def test_without_the_variable_it_is_the_default(self, default):
        assert env.boolean(NAME, default=default) is default


class TestAddressOfTheSite:
    def test_a_slash_at_its_end_goes(self, variable):
        variable("https://journal.example/")
        assert env.site_url(NAME, default="") == "https://journal.example"

    @pytest.mark.parametrize(
        "text",
        [
            "journal.example",
            "ftp://journal.example",
            "https://",
            "https://journal.example/une",
            "https://journal.example?a=1",
        ],
    )
    def test_what_is_no_address_of_a_site_is_refused(self, variable, text):
        variable(text)
        with pytest.raises(ImproperlyConfigured, match="must be an address"):
            env.site_url(NAME, default="")


class TestTimeZone:
    def test_a_zone_is_kept(self, variable):
        variable("Africa/Dakar")
        assert env.time_zone(NAME, default="Africa/Bamako") == "Africa/Dakar"

    @pytest.mark.parametrize("text", ["Bamako", "", "../etc/passwd"])
    def test_an_unknown_zone_is_refused(self, variable, text):
        variable(text)
        with pytest.raises(ImproperlyConfigured, match="must be a time zone"):
            env.time_zone(NAME, default="Africa/Bamako")


class TestDatabase:
    def test_sqlite_takes_its_lock_when_a_transaction_begins(self, tmp_path):
        config = env.database(NAME, default_path=tmp_path / "a.sqlite3")
        assert config["NAME"] == str(tmp_path / "a.sqlite3")
        assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]

    def test_postgresql_comes_from_an_address(self, variable, tmp_path):
        variable("postgresql://desk:secret@db.example:5433/paper")
        config = env.database(NAME, default_path=tmp_path)
        assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "paper")
        assert (config["USER"], config["PASSWORD"]) == ("desk", "secret")

    @pytest.mark.parametrize("text", ["mysql://root@localhost/paper", "paper", "postgresql"])
    def test_another_engine_is_refused(self, variable, tmp_path, text):
        variable(text)
        with pytest.raises(ImproperlyConfigured, match=NAME):
            env.database(NAME, default_path=tmp_path)


class TestSecretKey:
    def test_the_embedded_newspaper_makes_one_and_keeps_it_to_itself(self, tmp_path):
        path = tmp_path / "var" / "secret-key"
        key = env.secret_key(NAME, path=path, embedded=True)
        assert len(key) == 50
        assert env.secret_key(NAME, path=path, embedded=True) == key
        assert path.stat().st_mode & 0o077 == 0

    def test_a_given_one_wins(self, variable, tmp_path):
        variable("k" * 32)
        assert env.secret_key(NAME, path=tmp_path / "key", embedded=True) == "k" * 32
        assert not (tmp_path / "key").exists()

    def test_a_short_one_is_refused(self, variable, tmp_path):
        variable("k" * 31)
        with pytest.raises(ImproperlyConfigured, match="at least 32"):
            env.secret_key(NAME, path=tmp_path / "key", embedded=True)

    def test_with_a_database_of_its_own_it_has_to_be_given(self, tmp_path):
        with pytest.raises(ImproperlyConfigured, match="must be set"):
            env.secret_key(NAME, path=tmp_path / "key", embedded=False)


class TestWhereTextMessagesGo:
    @pytest.mark.parametrize("text", ["", "console://", "https://sms.example/?m={text}&to={to}"])
    def test_nowhere_to_the_terminal_or_to_a_provider(self, variable, text):
        variable(text)
        assert env.text_url(NAME, default="x") == text

    @pytest.mark.parametrize("text", ["sms.example", "ftp://sms.example", "https://", "console"])
    def test_anything_else_is_refused(self, variable, text):
        variable(text)
        with pytest.raises(ImproperlyConfigured, match=NAME):
            env.text_url(NAME, default="")

    def test_headers_stand_side_by_side(self, variable):
        variable("Authorization: Bearer a:b | Accept: text/plain")
        assert env.headers(NAME) == {"Authorization": "Bearer a:b", "Accept": "text/plain"}

    def test_without_the_variable_there_are_none(self):
        assert env.headers(NAME) == {}

    @pytest.mark.parametrize("text", ["Bearer a", "Authorization:", ": a"])
    def test_what_is_no_header_is_refused(self, variable, text):
        variable(text)
        with pytest.raises(ImproperlyConfigured, match=NAME):
            env.headers(NAME)
