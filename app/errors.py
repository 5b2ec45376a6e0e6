"""What a user can get wrong: each class holds its own sentence, saying what is wrong, where, and what to do."""

from __future__ import annotations

from pathlib import Path


class UserError(Exception):
    """Something the user can put right; the message is one clear sentence. The command line ends with code 2."""

    exit_code = 2


class NoSuchPath(UserError):
    """A file or folder that is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} does not exist: check the path and try again.")


class NothingToRead(UserError):
    """A folder without a single file that could be a filing."""

    def __init__(self, path: Path, endings: list[str]) -> None:
        super().__init__(f"{path} holds no filings ({', '.join(endings)}): name a file, or a folder that holds some.")


class NotInThisVersion(UserError):
    """A command whose part of the program is not there."""

    def __init__(self, command: str) -> None:
        super().__init__(f"`{command}` is not part of this version of Wenzhang: update it to use the command.")


class PageWithoutPicture(UserError):
    """One of --page and --png without the other."""

    def __init__(self, lacking: str) -> None:
        super().__init__(f"`inspect --page N --png OUT.png` draws a page: {lacking} is lacking, add it.")


class NotAFile(UserError):
    """A folder where one file is wanted."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is a folder: name one file in it.")


class CannotWrite(UserError):
    """A file or folder that can't be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} can't be written ({reason}): choose another place, or make it writable.")


class NoLibrary(UserError):
    """A question asked of a library that has not been made yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is no library at {folder}: read some filings first with `wenzhang ingest PATH`.")


class UnknownLibrary(UserError):
    """A library that the settings don't name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"There is no library called {name!r}: WENZHANG_LIBRARIES names those that there are.")


class EmptyQuestion(UserError):
    """A question without a letter or digit in it."""

    def __init__(self) -> None:
        super().__init__('The question is empty: write one, such as "项目支出是多少？".')


class QuestionTooLong(UserError):
    """A question longer than the limit in the settings."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"The question has {length:,} characters, more than the {limit:,} that are read: ask it more briefly."
        )


class QuestionUnreadable(UserError):
    """A question with a character that no one types: a control character, or bytes that are not UTF-8."""

    def __init__(self, character: str, position: int) -> None:
        self.character, self.position = f"U+{ord(character):04X}", position
        super().__init__(
            f"The question has an unreadable character ({self.character}) at position {position}: "
            "remove it, or type the question anew."
        )


class BadQuestionLine(UserError):
    """A line of a question set that is no question."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}, line {line}: {reason}. Put the line right; nothing was answered.")


class UnknownFiling(UserError):
    """A --filing that the library does not hold."""

    def __init__(self, name: str, held: list[str]) -> None:
        some = ", ".join(sorted(held)[:5]) + (", …" if len(held) > 5 else "")
        super().__init__(f"The library holds no filing {name}: it holds {some or 'none yet'}.")


class PortInUse(UserError):
    """A port on which something listens already."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is in use: stop what runs there, or choose another with `serve --port {port + 1}`."
        )


class NotStarted(UserError):
    """The server ended before it answered."""

    def __init__(self) -> None:
        super().__init__("The chat could not start: see the messages above.")


class BadSetting(UserError):
    """An environment variable or argument with a value that makes no sense."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"The setting {name} is not usable: {reason}.")
