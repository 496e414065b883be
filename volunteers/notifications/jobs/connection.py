"""One connection to the mail server, with a limit on every wait."""

import smtplib
import ssl
from types import TracebackType

from flask_mail import BadHeaderError, Connection
from flask_mail import Mail as MailSettings
from flask_mail import Message as Mail

from volunteers.notifications.rules import is_permanent

# Connecting and each reply are bounded, well under the lease: a silent server must not hold a worker.
CONNECT_SECONDS = 10
READ_SECONDS = 30


class PatientConnection(Connection):
    """Flask-Mail's connection with a limit on every wait, opened at the first message and again after a failure."""

    def __init__(
        self, mail: MailSettings, *, connect_seconds: float = CONNECT_SECONDS, read_seconds: float = READ_SECONDS
    ) -> None:
        super().__init__(mail)
        self.connect_seconds, self.read_seconds = connect_seconds, read_seconds

    def __enter__(self) -> "PatientConnection":
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._hang_up()

    def configure_host(self) -> smtplib.SMTP:
        host = smtplib.SMTP(self.mail.server, self.mail.port, timeout=self.connect_seconds)
        if host.sock is not None:
            host.sock.settimeout(self.read_seconds)
        if self.mail.use_tls:
            host.starttls(context=ssl.create_default_context())
        if self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)
        return host

    def try_to_send(self, composed: Mail) -> tuple[str | None, bool]:
        """Why the server did not take it, and whether asking again could ever help; (None, False) when it did."""
        try:
            self.host = self.host or self.configure_host()
            self.send(composed)
        except smtplib.SMTPRecipientsRefused as fault:
            self._hang_up()
            code, words = next(iter(fault.recipients.values()))
            return f"{code} {words!r}", is_permanent(code)
        except smtplib.SMTPResponseException as fault:
            self._hang_up()
            return f"{fault.smtp_code} {fault.smtp_error!r}", is_permanent(fault.smtp_code)
        except BadHeaderError:
            return "a line break in a header", True
        except (OSError, smtplib.SMTPException) as fault:
            self._hang_up()
            return type(fault).__name__, False
        return None, False

    def _hang_up(self) -> None:
        if self.host is None:
            return
        try:
            self.host.quit()
        except (OSError, smtplib.SMTPException):
            self.host.close()
        self.host = None
