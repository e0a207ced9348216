vcl 4.1;

# The paper behind Varnish. What is cached and for how long, the paper's own headers say; what
# changed, the press purges by its exact address (MIDAD_CACHES=varnish=http://127.0.0.1:6081).
# Start varnishd with -p http_gzip_support=off: pages come compressed, and brotli as well.

import std;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 3s;
    .first_byte_timeout = 300s;
    .probe = {
        .url = "/healthz";
        .interval = 2s;
        .timeout = 2s;
        .window = 3;
        .threshold = 2;
        .initial = 2;
    }
}

# Who may purge: the machines the press works on.
acl purgers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    unset req.http.X-Midad-Kept;

    # What goes on to the application is of one reader.
    if (req.url ~ "^/(newsroom|account|api|me|report|documents|readyz|metrics|healthz)(/|\?|$)") {
        return (pass);
    }

    # A path that leads out of its folder is for the server to refuse, and so is one that it would
    # have to decode to know: nothing is kept under a name by which it would not be purged.
    if (req.url ~ "(?i)^[^?]*(/|%2f)(/|\.|%2f|%2e)" || req.url ~ "(?i)^[^?]*%00") {
        return (pass);
    }
    set req.url = regsub(req.url, "\?.*$", "");
    set req.url = regsub(req.url,
        "^/(articles|sections|authors|agencies|topics)/([a-z0-9-]{1,32})(/.*)?$", "/\1/\2/");
    if (req.url ~ "%") {
        return (pass);
    }

    if (req.method == "PURGE") {
        # A proxy on this machine comes from this machine too, but names whom it asks for.
        if (client.ip !~ purgers || req.http.X-Forwarded-For ~ ",") {
            return (synth(405));
        }
        return (purge);
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }

    # Pages know no reader.
    unset req.http.Cookie;
    unset req.http.Authorization;

    # One copy for each form: who takes brotli gets that, else gzip, else the plain one.
    set req.http.Accept-Encoding = regsuball(req.http.Accept-Encoding,
        "(?i)[a-z*]+ *; *q=0(\.0*)? *(,|$)", "");
    if (req.http.Accept-Encoding ~ "(?i)(^|[ ,])br($|[ ,;])") {
        set req.http.Accept-Encoding = "br";
    } elsif (req.http.Accept-Encoding ~ "(?i)(^|[ ,])gzip($|[ ,;])") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }

    # stale-while-revalidate, and stale-if-error while the server is known to be away or, the
    # second time round, has just failed.
    set req.grace = 604800s;
    if (req.restarts == 0 && std.healthy(req.backend_hint)) {
        set req.grace = 60s;
    }
    set req.http.X-Midad-Kept = "yes";
    return (hash);
}

sub vcl_hash {
    # By the address alone: one paper, whatever its host is called, and one purge for it.
    hash_data(req.url);
    return (lookup);
}

sub vcl_backend_fetch {
    unset bereq.http.X-Midad-Kept;
}

sub vcl_backend_response {
    if (bereq.uncacheable) {
        return (deliver);
    }
    if (beresp.status >= 500) {
        return (abandon);
    }
    # What says nothing of keeping, as a redirect, is not kept.
    if (!beresp.http.Cache-Control) {
        set beresp.ttl = 0s;
        set beresp.uncacheable = true;
        return (deliver);
    }
    set beresp.grace = 0s;
    if (beresp.http.Cache-Control ~ "stale-if-error=604800") {
        set beresp.grace = 604800s;
    }
}

sub vcl_deliver {
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
    } else {
        set resp.http.X-Cache = "miss";
    }
}

# Nothing is kept of what failed, not for the blink of an eye: a second look finds the old page.
sub vcl_backend_error {
    if (!bereq.uncacheable) {
        return (abandon);
    }
    set beresp.http.Content-Type = "text/plain; charset=utf-8";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Retry-After = "5";
    set beresp.body = {"الجريدة لا تجيب الآن. أعد المحاولة بعد قليل.
"};
    return (deliver);
}

sub vcl_synth {
    if (resp.status == 503 && req.restarts == 0 && req.http.X-Midad-Kept) {
        return (restart);
    }
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    set resp.http.Cache-Control = "no-store";
    set resp.body = "";
    if (resp.status == 405) {
        set resp.http.Allow = "GET, HEAD";
    }
    if (resp.status == 503) {
        set resp.http.Retry-After = "5";
        set resp.body = {"الجريدة لا تجيب الآن. أعد المحاولة بعد قليل.
"};
    }
    return (deliver);
}
