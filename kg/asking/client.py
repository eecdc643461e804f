"""Request -> reply: the server behind an OpenAI-compatible address, and what can go wrong with it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.asking.prompts import Request
from kg.errors import ModelError, UsageError

if TYPE_CHECKING:
    from openai import OpenAI
    from openai.types.chat import ChatCompletion

KEY = "OPENAI_API_KEY"
TIMEOUT = 120.0  # seconds that one request may take
RETRIES = 4  # after 429, 5xx, a closed connection or the time limit, each after twice the pause of the one before


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered; `complete` is False where it stopped at its own limit of length."""

    text: str
    tokens_in: int
    tokens_out: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """One request that came to nothing, and why; others may still succeed."""

    reason: str


@dataclass(slots=True)
class Server:
    """A model at an address. Raises UsageError where the openai package or the key is missing."""

    model: str
    url: str | None
    schema: dict[str, Any]
    timeout: float = TIMEOUT
    retries: int = RETRIES
    structured: bool = True  # until the server refuses it
    steady: bool = True  # temperature 0, until the model refuses it (those that think first do)
    client: OpenAI = field(init=False, repr=False)

    def __post_init__(self) -> None:
        try:
            from openai import OpenAI
        except ImportError as error:
            raise UsageError("--model needs the openai package: pip install 'report-kg[model]'") from error
        key = os.environ.get(KEY)
        if not key and self.url is None:
            raise UsageError(f"--model {self.model}: set {KEY} to your key, or name the address of your own server with --model-url")
        self.client = OpenAI(api_key=key or "none", base_url=self.url, timeout=self.timeout, max_retries=self.retries)

    def ask(self, request: Request) -> Reply | Refused:
        """One answer. Raises ModelError where no request can succeed: a wrong key, a model that is not there."""
        import openai

        try:
            return read_completion(self.complete(request))
        except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
            raise ModelError(f"{self.address}: the key in {KEY} is refused ({said(error)}); set the right one") from error
        except openai.NotFoundError as error:
            raise ModelError(f"{self.address}: no model {self.model} ({said(error)}); check --model and --model-url") from error
        except openai.APITimeoutError:
            return Refused(f"no answer within {self.timeout:g} s")
        except openai.APIConnectionError as error:
            return Refused(f"{self.address} cannot be reached ({error.__cause__ or error})")
        except openai.APIStatusError as error:
            return Refused(f"the server answers {error.status_code} ({said(error)})")
        except (openai.OpenAIError, ValueError) as error:
            return Refused(f"the server's answer is no chat completion ({error})")

    def complete(self, request: Request) -> ChatCompletion:
        """With temperature 0 and the JSON schema first; without what the server refuses, once for all."""
        import openai

        steady, structured = self.steady, self.structured
        while True:
            try:
                return self.create(request, steady, structured)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if steady and "temperature" in str(error):
                    steady = self.steady = False
                elif structured:
                    structured = self.structured = False
                else:
                    raise

    def create(self, request: Request, steady: bool, structured: bool) -> ChatCompletion:
        messages: list[Any] = [{"role": "system", "content": request.system}, {"role": "user", "content": request.user}]
        options: dict[str, Any] = {"temperature": 0} if steady else {}
        if structured:
            options["response_format"] = {"type": "json_schema", "json_schema": {"name": "statements", "strict": True, "schema": self.schema}}
        found: ChatCompletion = self.client.chat.completions.create(model=self.model, messages=messages, **options)
        return found

    @property
    def address(self) -> str:
        return str(self.client.base_url)


def read_completion(completion: Any) -> Reply | Refused:
    """The text and the tokens of a completion; a server in house may count none."""
    choices = getattr(completion, "choices", None)
    if not choices:
        return Refused("the server's answer holds no choice")
    text, usage = choices[0].message.content, completion.usage
    if not text or not text.strip():
        return Refused("the answer is empty")
    text = text.encode("utf-8", "replace").decode()  # half a surrogate pair is no text
    return Reply(text, usage.prompt_tokens if usage else 0, usage.completion_tokens if usage else 0, choices[0].finish_reason != "length")


def said(error: Any) -> str:
    """What the server says of its refusal, on one line."""
    body = error.body if isinstance(error.body, dict) else {}
    message = body.get("message") or str(error)
    return " ".join(str(message).split())[:200]
