"""What stands on every public page: the paper's name, its menu, its footer."""


def site(request):
    return {}
