"""Run in a process of its own, with keys set: what signing in with accounts elsewhere does.

Prints one JSON object. What Google would answer is put in its place; everything else is real.
"""

import json
from urllib.parse import parse_qs, urlsplit

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402 - Django first
from allauth.socialaccount.models import SocialAccount, SocialToken  # noqa: E402
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core import mail  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from midad.accounts.models import User  # noqa: E402
from midad.readers.models import Reader  # noqa: E402
from midad.stories.services import found_paper  # noqa: E402

START, BACK = "/account/google/login/", "/account/google/login/callback/"
told: dict = {}


def asked(answer):
    """Return the origin and the query of where an answer leads."""
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.scheme}://{parts.netloc}", {k: v[0] for k, v in parse_qs(parts.query).items()}


def come_back(client, profile, *, process="login"):
    """Begin at Google, come back with what it says of somebody."""
    _, query = asked(client.post(f"{START}?process={process}"))
    token = {"access_token": "secret-of-theirs", "id_token": "x"}
    GoogleOAuth2Adapter.get_access_token_data = lambda *given, **more: token
    GoogleOAuth2Adapter.complete_login = lambda self, request, *given, **more: (
        self.get_provider().sociallogin_from_response(request, profile)
    )
    return client.get(BACK, {"code": "c", "state": query["state"]})


def somebody(uid, email, verified=True):
    extra = {"picture": "https://there.example/face", "locale": "ar"}
    return {"sub": uid, "email": email, "email_verified": verified, "name": "هدى", **extra}


def signed_in(client):
    return client.get("/me").json()["signed_in"]


def look_at_pages():
    page = Client().get("/account/login/", {"next": "/account/saved/"})
    told["buttons"] = [f"/account/{name}/login/" in page.content.decode() for name in
                       ("google", "apple", "facebook")]  # fmt: skip
    told["policies"] = [
        next(part for part in answer.headers["Content-Security-Policy"].split("; ")
             if part.startswith("form-action"))
        for answer in (page, Client().get("/report/2222222/"))
    ]  # fmt: skip
    told["foreign"] = "connect.facebook" in page.content.decode()


def go_there():
    told["by_get"] = Client().get(START).status_code
    told["without_token"] = Client(enforce_csrf_checks=True).post(START).status_code
    told["there"] = {}
    for name in ("google", "apple", "facebook"):
        told["there"][name] = asked(Client().post(f"/account/{name}/login/?process=login"))


def come_as_new():
    client = Client()
    client.post(START)
    told["wrong_state"] = [
        (answer.status_code, signed_in(client))
        for answer in (client.get(BACK, {"code": "c", "state": "forged"}), client.get(BACK))
    ]
    client = Client()
    answer = come_back(client, somebody("1", "huda@mail.example"))
    reader = Reader.objects.get(account__email="huda@mail.example")
    told["new"] = {
        "signed_in": signed_in(client),
        "leads": answer.headers["Location"],
        "confirmed": reader.confirmed_at is not None,
        "password": reader.account.has_usable_password(),
        "tokens": SocialToken.objects.count(),
        "kept": SocialAccount.objects.get().extra_data,
        "data": [one["kind"] for one in client.post("/account/data/").json()["ways_to_sign_in"]],
        "mails": len(mail.outbox),
    }
    client = Client()
    come_back(client, somebody("1", "huda@mail.example"))
    told["again"] = [
        signed_in(client),
        User.objects.count(),
        SocialAccount.objects.get().extra_data,
    ]


def come_with_a_known_address():
    salma = User.objects.create_user("salma@mail.example")
    EmailAddress.objects.create(user=salma, email=salma.email, primary=True, verified=True)
    client = Client()
    answer = come_back(client, somebody("2", "Salma@mail.example"))
    told["known"] = {
        "signed_in": signed_in(client),
        "leads": answer.headers["Location"],
        "said": "ادخل برمز أولا" in client.get("/account/login/").content.decode(),
        "joined": SocialAccount.objects.filter(user=salma).exists(),
        "mails": len(mail.outbox),
    }
    client = Client()
    answer = come_back(client, somebody("3", "salma@mail.example", verified=False))
    told["known_unshown"] = {
        "signed_in": signed_in(client),
        "leads": answer.headers["Location"],
        "joined": SocialAccount.objects.filter(user=salma).exists(),
        "mail": "/account/elsewhere/" in mail.outbox[-1].body,
    }
    client = Client()
    answer = come_back(client, somebody("4", "stranger@mail.example", verified=False))
    told["unknown_unshown"] = {"signed_in": signed_in(client), "leads": answer.headers["Location"]}


def connect():
    salma = User.objects.get(email="salma@mail.example")
    joined = SocialAccount.objects.filter(user=salma)
    client = Client()
    client.force_login(salma, "django.contrib.auth.backends.ModelBackend")
    answer = come_back(client, somebody("2", "salma@mail.example"), process="connect")
    told["connect_asks"] = [answer.headers["Location"], joined.count()]
    settings.SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = False  # as if it had been shown
    come_back(client, somebody("2", "salma@mail.example"), process="connect")
    told["connected"] = joined.count()
    told["page"] = "Google" in client.get("/account/elsewhere/").content.decode()


def come_from_another_domain():
    settings.SIGNUP_DOMAINS = ["marfa.example"]
    come_back(Client(), somebody("5", "else@mail.example"))
    told["other_domain"] = User.objects.filter(email="else@mail.example").exists()


def main():
    setup_test_environment()
    call_command("migrate", verbosity=0)
    found_paper(name="المرفأ")
    look_at_pages()
    go_there()
    come_as_new()
    come_with_a_known_address()
    connect()
    come_from_another_domain()
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
