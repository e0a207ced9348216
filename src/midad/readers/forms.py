"""What readers fill in."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.fields import PasswordField
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from arabictext.digits import to_latin_digits
from midad.readers.models import Reader
from midad.readers.models.ratings import STARS


class SignupForm(allauth_forms.SignupForm):
    """An address; programs are told by a field that people do not see."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The trap is hidden by the stylesheet: the paper's policy lets no style stand in a page.
        self.fields["website"].widget = forms.TextInput({"tabindex": "-1", "autocomplete": "off"})
        self.fields["website"].label = _("Leave this empty")


class PasswordLoginForm(allauth_forms.LoginForm):
    """An address and a password. allauth leaves the password out where signing up asks for none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"] = PasswordField(
            label=_("Password"), autocomplete="current-password", show_reset_help=True
        )

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in, and stay for as long as by any other way."""
        answer: HttpResponse = super().login(request, redirect_url)
        if request.user.is_authenticated:
            get_adapter(request).stay(request, request.user)
        return answer


class _TypedCode(forms.Form):
    """A six-digit code as people type it: in Latin, Arabic or Persian digits, with gaps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Six-digit code")
        self.fields["code"].widget = forms.TextInput(
            {
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "dir": "ltr",
                "maxlength": "32",
                "class": "account-code",
                "autofocus": True,
            }
        )

    def clean_code(self) -> str:
        self.cleaned_data["code"] = to_latin_digits(self.cleaned_data["code"])
        code: str = super().clean_code()  # type: ignore[misc]  # of the form beside it
        return code


class LoginCodeForm(_TypedCode, allauth_forms.ConfirmLoginCodeForm):
    """The code that signs in."""


class AddressCodeForm(_TypedCode, allauth_forms.ConfirmEmailVerificationCodeForm):
    """The code that confirms an address."""


class ReauthenticationCodeForm(_TypedCode, allauth_forms.ConfirmReauthenticationCodeForm):
    """The code that is asked for once more before something weighty."""


class PasswordResetCodeForm(_TypedCode, allauth_forms.ConfirmPasswordResetCodeForm):
    """The code that lets a forgotten password be set anew."""


# What the library that reads passkeys raises on an answer of another shape.
_MALFORMED = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError),
    *(TypeError, ValueError, struct.error),
)


class _ReadableCredential(forms.Form):
    """A device's answer that is of another shape is a wrong answer, and no fault."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["credential"]
        field.to_python = self._reading(field.to_python)
        # Refused, it is of no use again, and may hold what cannot be read or written in a page.
        field.bound_data = lambda *_: ""
        field.prepare_value = lambda _: ""

    def clean_credential(self) -> Any:
        cleaned = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])
        return self._reading(cleaned)()

    def _reading(self, read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(*args: Any) -> Any:
            try:
                return read(*args)
            except forms.ValidationError:
                raise
            except _MALFORMED as error:
                raise get_mfa_adapter().validation_error("incorrect_code") from error

        return reading


class AddPasskeyForm(_ReadableCredential, passkey_forms.AddWebAuthnForm):
    """A new passkey."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self._reading(super().clean)()
        return cleaned


class PasskeyForm(_ReadableCredential, passkey_forms.AuthenticateWebAuthnForm):
    """A passkey as second factor."""


class LoginPasskeyForm(_ReadableCredential, passkey_forms.LoginWebAuthnForm):
    """A passkey that signs in."""


class ReauthenticationPasskeyForm(_ReadableCredential, passkey_forms.ReauthenticateWebAuthnForm):
    """A passkey that is asked for once more."""


class AppCodeForm(_TypedCode, totp_forms.ActivateTOTPForm):
    """The first code of an app that makes codes."""


class _TypedSecondFactor(_TypedCode):
    """A code of the app or a recovery code, which is longer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the app, or a recovery code")


class SecondFactorForm(_TypedSecondFactor, mfa_forms.AuthenticateForm):
    """The second step of signing in."""


class SecondFactorAgainForm(_TypedSecondFactor, mfa_forms.ReauthenticateForm):
    """The second factor, shown by somebody who is signed in."""


class RatingForm(forms.Form):
    """One to five stars."""

    stars = forms.TypedChoiceField(
        label=_("Your rating"),
        coerce=int,
        choices=[(number, number) for number in STARS],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose one to five stars."),
            "invalid_choice": _("Please choose one to five stars."),
        },
    )


# Each preference by its name on the reader's device.
ON_DEVICE = {
    "text_size": "text-size",
    "reading_mode": "mode",
    "digits": "digits",
    "clock": "clock",
    "calendar": "calendar",
}


class DeviceForm(forms.ModelForm):
    """How somebody wants to read; "" follows the paper. The device alone keeps a stranger's."""

    class Meta:
        model = Reader
        fields = list(ON_DEVICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kept_as in ON_DEVICE.items():
            choice: Any = self.fields[name]
            choice.choices = [("", _("As the paper has it")), *choice.choices[1:]]
            choice.widget.attrs["data-keeps"] = kept_as


class PreferencesForm(DeviceForm):
    """How a reader wants to read, kept with the account."""

    class Meta(DeviceForm.Meta):
        fields = [*ON_DEVICE, "keeps_history"]


class LeavingForm(forms.Form):
    """Deleting the account: the reader says so in so many words."""

    sure = forms.BooleanField(label=_("Yes, delete my account for good"))
