"""Headers that every answer carries: what a page may load, and its compressed form."""

from http import HTTPStatus

from django.middleware.gzip import GZipMiddleware

PUBLIC_POLICY = {
    "default-src": ("'none'",),
    "base-uri": ("'none'",),
    "connect-src": ("'self'",),
    "font-src": ("'self'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'self'",),
    "img-src": ("'self'", "data:"),
    "manifest-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
}


def policy_header(policy):
    """Return the header's value of a policy `{directive: (source, …)}` (W3C CSP Level 3)."""
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


class ContentSecurityPolicyMiddleware:
    """Sends the strictest policy, to which a view adds by setting `response.csp` (a dict of more).

    A public page adds the hash of its own style sheet; the admin what its editor needs.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return response  # its headers would take the place of those that came with the page
        added = getattr(response, "csp", {})
        policy = {
            directive: (*PUBLIC_POLICY.get(directive, ()), *added.get(directive, ()))
            for directive in PUBLIC_POLICY | added
        }
        response.headers.setdefault("Content-Security-Policy", policy_header(policy))
        response.headers.setdefault("Permissions-Policy", "interest-cohort=(), browsing-topics=()")
        return response


class CompressionMiddleware(GZipMiddleware):
    """Gzips all but pictures, which are as small as they get.

    Public pages go without the random padding that hides secrets, for they hold none.
    """

    def process_response(self, request, response):
        if response.headers.get("Content-Type", "").startswith("image/"):
            return response
        is_public = response.headers.get("Cache-Control", "").startswith("public")
        self.max_random_bytes = 0 if is_public else 100
        return super().process_response(request, response)
