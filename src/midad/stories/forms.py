from django import forms
from django.utils.translation import gettext_lazy as _


class MistakeForm(forms.Form):
    """A reader's report. ``website`` is a trap for programs: people do not see it."""

    text = forms.CharField(
        label=_("What is the mistake?"), max_length=4000, widget=forms.Textarea({"rows": 5})
    )
    contact = forms.CharField(
        label=_("E-mail address or telephone (optional)"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "email"}),
    )
    paragraph = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        required=False, widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"})
    )
