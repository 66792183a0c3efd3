"""Reads from the source who calls whom, as far as names tell: it finds what hangs in the air.

A function that is named is taken for called: callbacks and lambdas count. What is called on rows
and querysets is not seen.
"""

import ast
from collections import defaultdict


class Program:
    """The functions of some modules, `{module: tree}`, and what each of them names.

    Functions are called by their dotted names, methods as `module.Class.method`.
    """

    def __init__(self, trees):
        self._names = {module: _top_names(module, tree) for module, tree in trees.items()}
        self._bases = {}
        self.functions, self._classes = {}, defaultdict(list)
        for module, tree in trees.items():
            for node in tree.body:
                self._take(module, node)
        self._named = {
            name: {self.real(module, one, owner) for one in _references(node)}
            for name, (module, owner, node) in self.functions.items()
        }

    def _take(self, module, node):
        if isinstance(node, ast.FunctionDef):
            self.functions[f"{module}.{node.name}"] = (module, None, node)
        elif isinstance(node, ast.ClassDef):
            name = f"{module}.{node.name}"
            self._bases[name] = [(module, ast.unparse(base)) for base in node.bases]
            for part in node.body:
                if isinstance(part, ast.FunctionDef):
                    self.functions[f"{name}.{part.name}"] = (module, name, part)
                    self._classes[name].append(part.name)

    def real(self, module, reference, owner=None):
        """Return the dotted name of what `reference` (« a.b ») means in `module`, in `owner`."""
        first, _dot, rest = reference.partition(".")
        if first in {"self", "cls", "super()"} and owner:
            return self._method(owner, rest, among_own=first != "super()")
        known = self._names[module].get(first)
        if known is None:
            return None
        return self._followed(f"{known}.{rest}" if rest else known)

    def _followed(self, name):
        """Follow `name` through packages that only pass it on."""
        module, _dot, last = name.rpartition(".")
        passed_on = self._names.get(module, {}).get(last)
        if name in self.functions or passed_on in (None, name):
            return name
        return self._followed(passed_on)

    def _method(self, owner, name, *, among_own=True):
        if among_own and name in self._classes.get(owner, ()):
            return f"{owner}.{name}"
        for base in self.bases(owner):
            if found := self._method(base, name):
                return found
        return None

    def bases(self, owner):
        return [self.real(module, base) for module, base in self._bases.get(owner, [])]

    def kinds_of(self, owner):
        """Return the class and all that derive from it."""
        kinds = {owner}
        while more := {one for one in self._bases if kinds & {*self.bases(one)}} - kinds:
            kinds |= more
        return kinds

    def methods_of(self, owner):
        """Return the methods of a class and of all that derive from it."""
        return {f"{kind}.{name}" for kind in self.kinds_of(owner) for name in self._classes[kind]}

    def decorated(self, name):
        """Return the functions under the decorator of that real name."""
        return {
            function
            for function, (module, _owner, node) in self.functions.items()
            for decorator in node.decorator_list
            if self.real(module, ast.unparse(getattr(decorator, "func", decorator))) == name
        }

    def naming(self, names):
        """Return the functions that name one of `names`."""
        return {function for function, named in self._named.items() if named & {*names}}

    def reached_from(self, names):
        """Return the functions that are called when `names` are, themselves included."""
        reached, waiting = set(), {*names}
        while waiting:
            one = waiting.pop()
            reached.add(one)
            waiting |= {other for other in self._named.get(one, ()) if other} - reached
        return reached


def _top_names(module, tree):
    """Return what the names at the top of a module mean: `{name: dotted name}`."""
    names = {}
    for node in tree.body:
        if isinstance(node, ast.Import):
            names |= {one.asname or one.name: one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names[node.name] = f"{module}.{node.name}"
    return names


def _references(function):
    """Yield what a function names, decorators included: « a », « a.b.c », « self.x »."""
    for node in ast.walk(function):
        if isinstance(node, ast.Name | ast.Attribute):
            yield ast.unparse(node)
