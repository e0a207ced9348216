"""Forms of the desk: what a story's form checks on top of Wagtail, notices, breaking news."""

import functools
import struct
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from midad.kit.file_kinds import FIRST_BYTES, is_what_it_says
from midad.newsroom.queries.corrections import notes_shown, paragraphs_to_correct
from midad.stories.models import ChangeKind, StoryPage

BREAKING_NEWS_LASTS = timedelta(hours=2)


class DeskPageForm(WagtailAdminPageForm):
    """A page's form as the desk uses it.

    Refuses a schedule in the past: Wagtail would publish at once and say nothing. The title grows
    with its words, so that a headline is seen whole on a telephone too.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            title = self.fields["title"]
            title.widget = AdminAutoHeightTextInput({**title.widget.attrs, "dir": "rtl"})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self._goes_live_in_the_past(cleaned.get("go_live_at")):
            message = _(
                "This time has passed. Choose a later time, or clear the field to publish at once."
            )
            self.add_error("go_live_at", forms.ValidationError(message, code="past"))
        return cleaned

    def _goes_live_in_the_past(self, go_live_at: Any) -> bool:
        if not go_live_at or go_live_at > timezone.now():
            return False
        # A live page keeps the time it was once published at, and a draft whose time ran out while
        # it was being written must still be savable; only publishing it needs the time to be true.
        only_saved = self.is_deferred_validation or self.instance.live
        return not only_saved or go_live_at != _to_the_minute(self.initial.get("go_live_at"))


class DeskStoryForm(DeskPageForm):
    """A story's form: a correction is published with its note, never without.

    The story itself cannot check this: a form is cleaned before the notes in it reach the story.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "corrections" in self.formsets:
            paragraphs = paragraphs_to_correct(story=self.instance)
            self.formsets["corrections"].form_kwargs["paragraphs"] = paragraphs

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        announced = cleaned.get("change_kind") == ChangeKind.CORRECTION
        if announced and not self.is_deferred_validation and not self._has_new_note():
            message = _("A correction needs its note: add it below.")
            self.add_error("change_kind", forms.ValidationError(message, code="no_note"))
        return cleaned

    def _has_new_note(self) -> bool:
        """Whether a note is there that readers of the live story have not been shown yet."""
        formset = self.formsets["corrections"]
        if not formset.is_valid():
            return True  # The note says itself what is wrong with it.
        kept = [form for form in formset.forms if form not in formset.deleted_forms]
        notes = {form.cleaned_data["text"] for form in kept if form.cleaned_data.get("text")}
        story = self.instance
        return bool(notes - (notes_shown(story_id=story.pk) if story.live else set()))


def _to_the_minute(moment: datetime | None) -> datetime | None:
    """Return the moment as the form's field can show it."""
    return moment.replace(second=0, microsecond=0) if moment else None


@functools.cache
def desk_form(form_class: type[WagtailAdminPageForm]) -> type[WagtailAdminPageForm]:
    """Return the page's own form class with what the desk adds."""
    desk = DeskStoryForm if issubclass(form_class._meta.model, StoryPage) else DeskPageForm
    return type(f"Desk{form_class.__name__}", (desk, form_class), {})


class NoticeForm(forms.Form):
    """What readers see in the place of a withdrawn story."""

    words = forms.CharField(
        label=_("Notice for readers"),
        help_text=_("Readers see it at the story's address, in the place of the text"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4, "dir": "rtl"}),
    )


class ReasonForm(forms.Form):
    """Why a story is killed; it stays inside the newsroom."""

    words = forms.CharField(
        label=_("Reason"),
        help_text=_("For the record of the newsroom; readers do not see it"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4, "dir": "rtl"}),
    )


class PlainConfirmation(forms.Form):
    """Nothing to say: the button alone confirms."""


class SuspensionForm(forms.Form):
    """Why a reader may not rate for now; the reader is told so too."""

    because = forms.CharField(
        label=_("Reason"),
        help_text=_("The reader sees it on the account's page"),
        max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
    )


class MergeForm(forms.Form):
    """The account that is to be merged into the one that is open."""

    address = forms.EmailField(
        label=_("E-mail address of the other account"),
        help_text=_("Its votes and lists come here, and the account itself is deleted"),
        max_length=254,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
    )


class BreakingNewsForm(WagtailAdminModelForm):
    """Breaking news ends two hours from now unless the editor says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial.setdefault("ends_at", timezone.now() + BREAKING_NEWS_LASTS)


class DeskPictureForm(BaseImageForm):
    """Wagtail's picture form, but a file that only begins like a picture is an error of the form.

    Wagtail refuses bombs, other formats and files that are too large; where Pillow gives up in the
    middle of a file, it would answer with a server error.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["file"]
        field.to_python = functools.partial(_read_whole_picture, field.to_python)


def _read_whole_picture(to_python: Callable[[Any], Any], upload: Any) -> Any:
    try:
        return to_python(upload)
    except (OSError, SyntaxError, ValueError, struct.error) as fault:
        message = forms.ImageField.default_error_messages["invalid_image"]
        raise forms.ValidationError(message, code="invalid_image") from fault


class DeskDocumentForm(BaseDocumentForm):
    """Wagtail's form for recordings and documents; it looks at what a file is, not at its name."""

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return upload
        first = upload.read(FIRST_BYTES)
        upload.seek(0)
        if not is_what_it_says(upload.name, first):
            raise forms.ValidationError(_("This file is not what its name says."), code="kind")
        return upload


class DeskLoginForm(LoginForm):
    """Wagtail's sign-in with its labels in the screen's language; an address is left to right."""

    username = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"dir": "ltr", "autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs.pop("placeholder", None)
