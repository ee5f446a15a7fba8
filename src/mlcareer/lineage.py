"""Which tables a cell, a chapter or a verdict rests on, read off the code without running the cell.

The one place that answers this: "Rests on" under a cell, what makes a chapter run again, the newest data at the end of a
page, and the tables of a claim all ask here. ``make prove`` disturbs each table and sees whether the cells that move are
those named here.

How. The code of a chapter is followed statement by statement, and so is each helper of this package that it calls,
wherever in the package it stands. A value rests on the tables whose names are written out in the code that makes it,
and on those that the variables and helpers used there rest on. A cell rests on what flows into what it shows and into
what it presumes; a cell that shows nothing (the set-up), on all that it loads. What is local to a function is taken from
the language's own ``symtable``, so that a loop's or a function's variable is never taken for one of the chapter.

Verdicts. ``claims.judged()["F3"]`` rests on the tables of the rule for F3, its ``figure`` on those that the rule tells figures
of, its ``verdict`` and ``verdicts.badge("F3")`` on those that decide; the others of the rule, its other choices' among them, stand
aside. Where no claim is written out, as in a count of all verdicts, it is those of all rules.
What a rule told and what decided is recorded while the rules run: the one thing here that is not read off the code.

Limits. Names of tables and ids of claims must be written out to be seen. A variable counts as a whole: a frame rests on
all tables that any of its columns came from.
"""

from __future__ import annotations

import ast
import copy
import importlib
import json
import symtable
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache
from pathlib import Path

from IPython.core.inputtransformer2 import TransformerManager

from mlcareer import data
from mlcareer.settings import PACKAGE

#: Functions of ``data`` that give a table's description (or all of them), not its figures.
DESCRIBE = {"cite", "period", "resource"}
DESCRIBE_ALL = {"names", "descriptor"}

#: Functions of ``data`` that give a table's figures, by its name.
LOAD = {"load", "indexed"}

#: What gives verdicts, in the module ``claims``: judgments with all that a rule tells, or verdicts alone, of
#: which claim (none: not yet chosen).
JUDGED = {
    "judge": ("", "whole"),
    "judged": ("", "whole"),
    "score": ("", "verdict"),
    "hotspots": ("C1", "verdict"),  # that rule's, of each area
}

#: Parts of a judgment that hold less than the whole: its verdict, its figure, the verdicts of other choices, and
#: what the rule's code says whatever the tables hold.
PARTS = {
    "verdict": "verdict",
    "figure": "figure",
    "date": "figure",
    "others": "choices",
    "changes": "choices",
    "id": "",
    "statement": "",
    "why": "",
    "tables": "",
}

#: Calls that show nothing.
CHECKS = {"presume"}

#: Modules that read no table, though their keys may be called as tables are: what comes from them rests on nothing.
READ_NONE = {"settings"}

#: Methods that change what they are called on.
CHANGE = {"append", "add", "extend", "insert", "update", "setdefault"}


@dataclass(frozen=True)
class Rests:
    """What a value rests on.

    ``shown`` are tables whose figures it may show, ``decided`` those that decide a verdict which it shows, ``described`` those
    whose description it may show (producer, period, license), ``aside`` those that a rule read which do not decide the
    verdict shown; a verdict needs them to be there.
    ``discussed`` are the claims whose verdicts it holds one by one. While code is followed, ``claims`` are the ids written
    out, and ``judged`` what a value holds of claims: pairs of a claim, or none where it is not yet chosen, and ``whole`` or one
    of PARTS.
    """

    shown: frozenset[str] = frozenset()
    decided: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    discussed: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    judged: frozenset[tuple[str, str]] = frozenset()

    def __or__(self, other: Rests) -> Rests:
        return Rests(*(getattr(self, part.name) | getattr(other, part.name) for part in fields(self)))

    @property
    def tables(self) -> frozenset[str]:
        """The tables whose figures count for what is shown."""
        return self.shown | self.decided

    @property
    def named(self) -> frozenset[str]:
        """All tables that it names: a change of any other leaves it as it is."""
        return self.tables | self.described | self.aside

    @property
    def pending(self) -> bool:
        """Does it hold verdicts of claims not yet chosen?"""
        return any(not claim for claim, _ in self.judged)


NOTHING = Rests()


@lru_cache(maxsize=32)  # a build asks for each chapter several times
def cells(notebook: str) -> dict[str, Rests]:
    """Identifier -> what it rests on, for each code cell of the text of an ipynb file. Verdicts are resolved to tables.

    A cell that cannot be parsed is left out: it fails when it runs.
    """
    return _reader().cells(notebook)


def chapter(notebook: str) -> Rests:
    """What a chapter as a whole rests on."""
    return _reader().union(cells(notebook).values())


def tables(rests: Rests) -> list[str]:
    """The tables whose figures count, in the order of the descriptor."""
    return [name for name in data.names() if name in rests.tables]


def of_claim(identifier: str) -> list[str]:
    """The tables that the rule of a claim names in its code, in the order of the descriptor."""
    return tables(_reader().rule(identifier))


def code_cells(notebook: str) -> list[tuple[str, ast.Module]]:
    """Identifier and parsed code of each code cell; lines for IPython alone (``%time``) become calls as there."""
    cells = []
    for number, cell in enumerate(json.loads(notebook)["cells"]):
        if cell["cell_type"] == "code":
            try:
                tree = ast.parse(TransformerManager().transform_cell("".join(cell["source"])))
            except SyntaxError:
                continue
            cells.append((cell.get("id", f"cell-{number}"), tree))
    return cells


@lru_cache
def _reader() -> Reader:
    return Reader()


# ---- scopes and what names mean in them ----


@dataclass
class Scope:
    """Names of a chapter, a module or a function, and the scope around it.

    ``local`` are the names that belong here; None: all of them, as in a module. ``aliases`` are variables of a loop ->
    the variables whose parts they are: what changes the one changes the other.
    """

    parent: Scope | None = None
    local: frozenset[str] | None = None
    names: dict[str, Rests | Function | Module] = field(default_factory=dict)
    aliases: dict[str, set[str]] = field(default_factory=dict)

    def owner(self, name: str) -> Scope:
        """The scope that a name belongs to."""
        here = self
        while here.parent is not None and here.local is not None and name not in here.local:
            here = here.parent
        return here

    def get(self, name: str) -> Rests | Function | Module:
        return self.owner(name).names.get(name, NOTHING)

    def put(self, name: str, value: Rests | Function | Module) -> None:
        self.owner(name).names[name] = value


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef


@dataclass(frozen=True, eq=False)
class Function:
    """A function, lambda or class, with the scope that it was defined in."""

    node: Definition
    scope: Scope
    name: str = ""
    module: str = ""


@dataclass(frozen=True, eq=False)
class Module:
    """A module of this package: ``claims``, ``explore.tables``."""

    name: str
    scope: Scope


class Reader:
    """Follows code; remembers the modules that it has read. ``package`` is the folder of the helpers."""

    def __init__(self, package: Path = PACKAGE):
        self.package = package
        self.modules: dict[str, Module] = {}
        self.parts: dict[tuple[str, str], Rests] = {}  # what a part of a claim's judgment rests on
        self.known: dict[int, Rests] = {}  # what a function rests on, by its identity
        self.busy: set[int] = set()  # functions being read: one that calls itself adds nothing new
        self.cut = False  # was such a call met since the outermost function was begun?

    @cached_property
    def table_names(self) -> frozenset[str]:
        return frozenset(data.names())

    @cached_property
    def rule_of(self) -> dict[str, Callable]:
        """Claim -> the function that is its rule, as ``claims`` has registered it. Its code is read, not run."""
        rules = importlib.import_module("mlcareer.claims").RULES
        return {identifier: rule.find for rule in rules for identifier in rule.ids}

    @cached_property
    def recorded(self) -> dict[str, dict[str, tuple[frozenset[str], frozenset[str]]]]:
        """Part of a judgment -> claim -> the tables that its rule read for it, as recorded: for figures, and to decide."""
        judgments = importlib.import_module("mlcareer.claims").judged().values()
        nothing: frozenset[str] = frozenset()
        return {
            "verdict": {one.id: (nothing, one.decisive) for one in judgments},
            "figure": {one.id: (one.told, nothing) for one in judgments},
            "choices": {one.id: (nothing, one.contested) for one in judgments},
            "whole": {one.id: (one.told, one.contested) for one in judgments},
        }

    def rule(self, identifier: str) -> Rests:
        """What the rule of a claim rests on."""
        find = self.rule_of[identifier]
        module = self.module(find.__module__.partition(".")[2])
        return self.rests(module.scope.names.get(find.__name__, NOTHING)) if module else NOTHING

    def cells(self, notebook: str) -> dict[str, Rests]:
        scope, rests_of = Scope(), {}
        for identifier, tree in code_cells(notebook):
            shown = [self.resolved(rests) for rests in self.run(tree.body, scope)]
            if not _shows(tree):  # a set-up: what it defines counts, for there is nothing else
                shown += [self.resolved(self.rests(scope.get(name)), lazily=True) for name in _bound(tree.body)]
            rests_of[identifier] = self.union(shown)
        return rests_of

    def resolved(self, rests: Rests, lazily: bool = False) -> Rests:
        """Tables in place of claims; those nobody chose are all. ``lazily``: a variable that holds them shows none."""
        held = {(claim, part) for claim, part in rests.judged if claim or not lazily}
        of_rules = (
            self.of_rule(identifier, part)
            for claim, part in sorted(held)
            for identifier in ([claim] if claim else self.rule_of)
        )
        return replace(self.union([rests, *of_rules]), claims=frozenset(), judged=frozenset())

    def of_rule(self, identifier: str, part: str) -> Rests:
        """What a part of a judgment rests on."""
        if (identifier, part) not in self.parts:
            rests = Rests(described=frozenset({"claims"}) & self.table_names)  # the list of claims that there are
            if part:
                rule = self.rule(identifier)
                shown, decided = self.recorded[part][identifier]
                rests |= replace(rule, shown=shown, decided=decided, aside=rule.named - shown - decided)
            self.parts[identifier, part] = rests
        return self.parts[identifier, part]

    def chosen(self, base: Rests, claims: frozenset[str]) -> Rests:
        """Verdicts of the claims written out, in place of those of all."""
        parts = {part for claim, part in base.judged if not claim}
        held = {pair for pair in base.judged if pair[0]} | {(claim, part) for claim in claims for part in parts}
        return replace(base, judged=frozenset(held), discussed=base.discussed | claims)

    @staticmethod
    def union(many: Iterable[Rests]) -> Rests:
        total = NOTHING
        for rests in many:
            total |= rests
        return total

    # ---- modules ----

    def module(self, name: str) -> Module | None:
        """A module of the package by its name below it; ``""`` is the package. None where there is no such file, or none that reads tables."""
        if name in READ_NONE:
            return None
        if name in self.modules:
            return self.modules[name]
        base = self.package.joinpath(*name.split(".")) if name else self.package
        path = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
        if not path.is_file():
            return None
        module = self.modules[name] = Module(name, Scope())  # noted first: modules may import each other
        list(self.run(ast.parse(path.read_text(encoding="utf-8")).body, module.scope, name))
        return module

    def imported(self, node: ast.Import | ast.ImportFrom, scope: Scope, module: str) -> None:
        """Bind what an import statement brings from this package. ``module`` is the one that the statement stands in."""
        own = self.package.name
        if isinstance(node, ast.Import):
            for alias in node.names:
                first, _, full = alias.name.partition(".")
                meaning = self.module(full if alias.asname else "") if first == own else None
                # What comes from elsewhere rests on nothing, whatever the name meant before.
                scope.put(alias.asname or first, meaning or NOTHING)
            return
        if node.level:
            parts = module.split(".") if module else []
            inside = parts if self.package.joinpath(*parts).is_dir() else parts[:-1]
            base = ".".join(inside[: len(inside) - node.level + 1] + ([node.module] if node.module else []))
        elif (node.module or "").split(".")[0] == own:
            base = (node.module or "").partition(".")[2]
        else:
            for alias in node.names:
                scope.put(alias.asname or alias.name, NOTHING)
            return
        for alias in node.names:
            if alias.name == "*":
                holder = self.module(base)
                scope.names.update(holder.scope.names if holder else {})
            else:
                scope.put(alias.asname or alias.name, self.member(base, alias.name))

    def member(self, module: str, name: str) -> Rests | Function | Module:
        """What a module's name stands for: what its code binds; else the module of that name below it."""
        holder = self.module(module)
        if holder and name in holder.scope.names:
            return holder.scope.names[name]
        return self.module(f"{module}.{name}".lstrip(".")) or NOTHING

    # ---- statements ----

    def run(
        self,
        body: list[ast.stmt],
        scope: Scope,
        module: str = "",
        under: Rests = NOTHING,
        weak: bool = False,
    ) -> Iterator[Rests]:
        """Follow statements; yield what each one shows, returns, presumes or decides.

        ``module`` is the one that the code stands in, none for a chapter's, ``under`` what decides whether it runs at all
        (the condition around it), ``weak`` says that it may not run: then a name keeps what it had.
        """
        for node in body:
            match node:
                case ast.Import() | ast.ImportFrom():
                    self.imported(node, scope, module)
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    scope.put(node.name, Function(node, scope, node.name, module))
                case ast.Assign():
                    for target in node.targets:
                        self.assign(target, node.value, scope, under, weak)
                case ast.AnnAssign() if node.value:
                    self.assign(node.target, node.value, scope, under, weak)
                case ast.AugAssign():
                    self.bind(node.target, self.value(node.value, scope) | under, scope, weak=True)
                case ast.Expr() | ast.Return():
                    if node.value:
                        yield self.value(node.value, scope) | under
                case ast.Assert():
                    yield self.value(node.test, scope) | under
                case ast.For() | ast.AsyncFor():
                    over = self.value(node.iter, scope)
                    for name in _names(node.target):
                        scope.aliases[name] = {
                            inner.id
                            for inner in ast.walk(node.iter)
                            if isinstance(inner, ast.Name) and inner.id != name
                        }
                    for _ in range(2):  # what the first turn leaves is there in the second
                        self.bind(node.target, over | under, scope, weak)
                        yield from self.run([*node.body, *node.orelse], scope, module, over | under, weak=True)
                case ast.While():
                    for _ in range(2):
                        decides = self.value(node.test, scope) | under
                        yield from self.run([*node.body, *node.orelse], scope, module, decides, weak=True)
                case ast.If():
                    decides = self.value(node.test, scope) | under
                    yield from self.run([*node.body, *node.orelse], scope, module, decides, weak=True)
                case ast.With() | ast.AsyncWith():
                    for item in node.items:
                        if item.optional_vars:
                            self.assign(item.optional_vars, item.context_expr, scope, under, weak)
                    yield from self.run(node.body, scope, module, under, weak)
                case ast.Try() | ast.TryStar():
                    blocks = [*node.body, *node.orelse, *node.finalbody]
                    yield from self.run(blocks, scope, module, under, weak=True)
                    for handler in node.handlers:
                        yield from self.run(handler.body, scope, module, under, weak=True)
                case ast.Match():
                    subject = self.value(node.subject, scope) | under
                    for case in node.cases:
                        for name in _captured(case.pattern):
                            self.join(name, subject, scope)
                        yield from self.run(case.body, scope, module, subject, weak=True)

    def assign(self, target: ast.expr, value: ast.expr, scope: Scope, under: Rests, weak: bool) -> None:
        pairs = (ast.Tuple, ast.List)
        if isinstance(target, pairs) and isinstance(value, pairs) and len(target.elts) == len(value.elts):
            plain = not any(isinstance(element, ast.Starred) for element in (*target.elts, *value.elts))
            if plain:  # a, b = x, y: each its own. The right side is read first, as the language does.
                values = [self.value(element, scope) for element in value.elts]
                for element, rests in zip(target.elts, values):
                    self.bind(element, rests | under, scope, weak)
                return
        if isinstance(target, ast.Name) and not weak:
            meaning = self.meaning(value, scope)
            if not isinstance(meaning, Rests):  # another name of a function or a module
                scope.put(target.id, meaning)
                return
        self.bind(target, self.value(value, scope) | under, scope, weak)

    def bind(self, target: ast.expr, rests: Rests, scope: Scope, weak: bool = False) -> None:
        """Give a target its value. ``frame["column"] = …`` and ``frame.loc[…] = …`` change the frame."""
        match target:
            case ast.Name():
                if weak:
                    self.join(target.id, rests, scope)
                else:
                    scope.put(target.id, rests)
            case ast.Tuple() | ast.List():
                for element in target.elts:
                    self.bind(element, rests, scope, weak)
            case ast.Starred():
                self.bind(target.value, rests, scope, weak)
            case ast.Subscript() | ast.Attribute():
                inner: ast.expr = target
                while isinstance(inner, ast.Subscript | ast.Attribute | ast.Call):
                    if isinstance(inner, ast.Subscript):
                        rests |= self.value(inner.slice, scope)
                    inner = inner.func if isinstance(inner, ast.Call) else inner.value
                if isinstance(inner, ast.Name):
                    self.join(inner.id, rests, scope)

    def join(self, name: str, rests: Rests, scope: Scope, seen: frozenset[str] = frozenset()) -> None:
        """Add to what a name rests on, and to the variables whose part it is."""
        scope.put(name, self.rests(scope.get(name)) | rests)
        for whole in scope.aliases.get(name, set()) - seen - {name}:
            if isinstance(scope.get(whole), Rests):
                self.join(whole, rests, scope, seen | {name})

    # ---- expressions ----

    def value(self, node: ast.expr, scope: Scope) -> Rests:
        """What an expression rests on."""
        match node:
            case ast.Constant(value=str(text)):
                return Rests(
                    shown=frozenset({text} & self.table_names),
                    claims=frozenset({text} & self.rule_of.keys()),
                )
            case ast.Name() | ast.Attribute():
                return self.rests(self.meaning(node, scope))
            case ast.Call():
                return self.call(node, scope)
            case ast.Subscript():
                base, index = self.value(node.value, scope), self.value(node.slice, scope)
                if base.pending and index.claims:
                    return self.chosen(base, index.claims) | replace(index, claims=frozenset())
                return base | index
            case ast.Lambda():
                return self.rests(Function(node, scope))
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self.comprehension(node, scope)
            case ast.NamedExpr():
                rests = self.value(node.value, scope)
                self.bind(node.target, rests, scope)
                return rests
            case ast.JoinedStr():  # the fixed parts of a text name nothing
                return self.union(
                    self.value(value, scope) for value in node.values if not isinstance(value, ast.Constant)
                )
        return self.union(self.value(child, scope) for child in _expressions(node))

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Scope) -> Rests:
        """A comprehension has a scope of its own: its variables are nobody else's."""
        inner, total = (
            Scope(scope, frozenset(name for clause in node.generators for name in _names(clause.target))),
            NOTHING,
        )
        for clause in node.generators:
            over = self.value(clause.iter, inner)
            self.bind(clause.target, over, inner)
            # Of judgments counts what is asked of each: how many there are, no table decides.
            total |= replace(over, judged=frozenset()) | self.union(self.value(test, inner) for test in clause.ifs)
        results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        return total | self.union(self.value(result, inner) for result in results)

    def call(self, node: ast.Call, scope: Scope) -> Rests:
        given = self.union(
            self.value(argument, scope) for argument in (*node.args, *(argument.value for argument in node.keywords))
        )
        called = self.meaning(node.func, scope)
        if isinstance(called, Function) and called.module == "data":
            if called.name in DESCRIBE:
                return replace(given, shown=frozenset(), described=given.described | given.shown)
            if called.name in DESCRIBE_ALL:
                return Rests(described=self.table_names)
            if called.name in LOAD and node.args:  # a name may come from the description
                given |= Rests(shown=self.value(node.args[0], scope).described)
            return given
        if isinstance(node.func, ast.Attribute) and node.func.attr in CHANGE and isinstance(called, Rests):
            self.bind(node.func, given, scope, weak=True)
        own = self.rests(called)
        if own.pending and given.claims:
            return self.chosen(own, given.claims) | replace(given, claims=frozenset())
        return own | given

    def meaning(self, node: ast.expr, scope: Scope) -> Rests | Function | Module:
        """What a name or a dotted name stands for; any other expression, what it rests on."""
        if isinstance(node, ast.Name):
            return scope.get(node.id)
        if isinstance(node, ast.Attribute):
            base = self.meaning(node.value, scope)
            if isinstance(base, Module):
                return self.member(base.name, node.attr)
            rests = self.rests(base)
            if node.attr in PARTS:  # of what a value holds of claims; what else it rests on stays
                narrow = {(claim, PARTS[node.attr] if part == "whole" else part) for claim, part in rests.judged}
                return replace(rests, judged=frozenset(narrow))
            return rests
        return self.value(node, scope)

    def rests(self, meaning: Rests | Function | Module) -> Rests:
        """What a name's meaning rests on when it is used: of a function, what its body does."""
        if isinstance(meaning, Rests):
            return meaning
        if isinstance(meaning, Module):
            return NOTHING
        if meaning.module.split(".")[0] == "claims" and meaning.name in JUDGED:
            return Rests(judged=frozenset({JUDGED[meaning.name]}))
        key = id(meaning.node)
        if key in self.known:
            return self.known[key]
        if key in self.busy:
            self.cut = True
            return NOTHING
        self.busy.add(key)
        outer, self.cut = self.cut, False
        result = self.body(meaning)
        if meaning.module and not self.cut:  # a chapter's function sees what its names mean when it is called
            self.known[key] = result
        self.busy.discard(key)
        self.cut = (outer or self.cut) and bool(self.busy)
        return result

    def body(self, function: Function) -> Rests:
        """What a function returns, yields or changes; of a class, what any of its methods does."""
        node = function.node
        scope = Scope(function.scope, _locals(node))
        if isinstance(node, ast.Lambda):
            return self.value(node.body, scope)
        results = list(self.run(node.body, scope, function.module))
        if isinstance(node, ast.ClassDef):
            return self.union(
                results + [self.rests(meaning) for meaning in scope.names.values() if isinstance(meaning, Function)]
            )
        results += [
            self.value(default, function.scope) for default in (*node.args.defaults, *node.args.kw_defaults) if default
        ]
        return self.union(results)


@lru_cache(maxsize=4096)  # a function that calls itself by way of others is read many times
def _locals(node: Definition) -> frozenset[str]:
    """Names that are local to a function, lambda or class, as the language has it."""
    alone = copy.copy(node)
    if not isinstance(alone, ast.Lambda):
        alone.decorator_list = []
    if not isinstance(alone, ast.ClassDef):  # its defaults are read outside
        alone.args = copy.copy(alone.args)
        alone.args.defaults = [ast.Constant(None)] * len(alone.args.defaults)
        alone.args.kw_defaults = [default and ast.Constant(None) for default in alone.args.kw_defaults]
    (table, *_) = symtable.symtable(ast.unparse(alone), "<code>", "exec").get_children()
    return frozenset(symbol.get_name() for symbol in table.get_symbols() if symbol.is_local() or symbol.is_parameter())


def _names(target: ast.expr | ast.stmt) -> list[str]:
    """Names that a target or a statement binds."""
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def _captured(pattern: ast.pattern) -> list[str]:
    """Names that a pattern of ``match`` binds."""
    names = [getattr(node, "name", None) or getattr(node, "rest", None) for node in ast.walk(pattern)]
    return [name for name in names if name]


def _expressions(node: ast.expr) -> Iterator[ast.expr]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield child


def _shows(tree: ast.Module) -> bool:
    """Does a cell end in something to show, rather than in a definition or a check?"""
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        return False
    called = last.value.func if isinstance(last.value, ast.Call) else None
    return getattr(called, "id", getattr(called, "attr", "")) not in CHECKS


def _bound(body: list[ast.stmt]) -> list[str]:
    """Variables that statements bind, without imports and definitions of functions."""
    assigned = (
        statement
        for statement in body
        if not isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)
    )
    return list(dict.fromkeys(name for statement in assigned for name in _names(statement)))
