"""The reader's own page: preferences, visits, what the paper keeps, leaving."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from midad.accounts.devices import in_words
from midad.kit import clock
from midad.readers import services
from midad.readers.forms import DeviceForm, LeavingForm, PreferencesForm
from midad.readers.models import Reader
from midad.readers.queries import keepsakes, lists
from midad.readers.queries.visits import visits_of
from midad.readers.views.pages import for_readers, show


@for_readers
@require_safe
def home(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show the reader's own page."""
    saved = [lists.kept_story(row) for row in lists.saved_stories(reader=reader)[:5]]
    context = {
        "saved": saved,
        "email": reader.account.email,
        "name": reader.account.first_name,
        "suspended_because": reader.suspended_because,
    }
    return show(request, "home", _("Your account"), context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and take how somebody wants to read; a stranger's own device keeps it."""
    if request.user.is_authenticated or request.method == "POST":
        return _account_preferences(request)
    context = {"form": DeviceForm(), "is_kept": "kept" in request.GET}
    return show(request, "preferences", _("Preferences"), context)


@for_readers
def _account_preferences(request: HttpRequest, reader: Reader) -> HttpResponse:
    form = PreferencesForm(request.POST or None, instance=reader)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your preferences are kept."))
        return HttpResponseRedirect(reverse("preferences"))
    return show(request, "preferences", _("Preferences"), {"form": form})


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show where the reader is signed in, and end visits."""
    here = request.session.session_key
    if request.method == "POST" and request.POST.get("act") == "everywhere":
        services.end_all_visits(reader=reader)
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    if request.method == "POST":
        services.end_visit(reader=reader, mark=request.POST.get("visit", ""), here=here)
        return HttpResponseRedirect(reverse("devices"))
    visits = visits_of(reader=reader, now=clock.now())
    named = [(visit, in_words(visit.device)) for visit in visits]
    context = {"visits": named, "here": here}
    return show(request, "devices", _("Where you are signed in"), context)


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show what the paper keeps of a reader, and give it as JSON."""
    if request.method == "POST":
        kept = keepsakes.all_of(reader=reader)
        answer = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 2})
        answer.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
        return answer
    return show(request, "data", _("Your data"), {})


@for_readers
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Show and take the form that deletes the account."""
    form = LeavingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.delete_account(account=reader.account)
        except services.UnableToLeave as problem:
            form.add_error(None, str(problem))
        else:
            logout(request)
            return show(request, "left", _("Your account is deleted"), {"is_signed_in": False})
    return show(request, "leave", _("Delete the account"), {"form": form})
