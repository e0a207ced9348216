vcl 4.1;

# The paper behind Varnish. What is cached and for how long, the paper's own headers say; what
# changed, the press purges by its exact address (MIDAD_CACHES=varnish=http://127.0.0.1:6081).
# Start varnishd with -p http_gzip_support=off: pages come compressed, and brotli as well.

import std;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
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
    if (req.method == "PURGE" && client.ip !~ purgers) {
        return (synth(405));
    }
    if (req.url ~ "^/(newsroom|report|documents|readyz|metrics)(/|\?|$)") {
        return (pass);
    }
    # A query changes nothing, and the words after a code are decoration: one object for all.
    set req.url = regsub(req.url, "\?.*$", "");
    set req.url = regsub(req.url,
        "^/(articles|sections|authors|agencies|topics)/([a-z0-9-]{1,32})(/.*)?$", "/\1/\2/");
    if (req.method == "PURGE") {
        return (purge);
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.http.Accept-Encoding ~ "\bbr\b") {
        set req.http.Accept-Encoding = "br";
    } else if (req.http.Accept-Encoding ~ "\bgzip\b") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
    unset req.http.Cookie;
    # While the paper answers, a page may be shown for a minute while it is asked for; while it
    # does not, for the week that is kept.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 60s;
    }
    return (hash);
}

sub vcl_backend_response {
    if (beresp.http.Set-Cookie || beresp.http.Cache-Control ~ "no-store|private") {
        set beresp.uncacheable = true;
        set beresp.ttl = 10s;
        return (deliver);
    }
    if (beresp.status >= 500 && bereq.is_bgfetch) {
        return (abandon);
    }
    if (beresp.http.Cache-Control ~ "stale-if-error") {
        set beresp.grace = 7d;
    }
}

sub vcl_deliver {
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
    } else {
        set resp.http.X-Cache = "miss";
    }
}
