"""What readers fill in."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
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
