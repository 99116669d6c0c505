"""How compiled templates run: what Jinja says, without what it pays again for each word, call and page.

Jinja wraps every piece of text in a class of its own, asks at each call whether the function wants the context, looks
attributes up in Python, and gathers all globals anew for each page. What comes out is the same, and tests hold it so.
"""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import cache, partial
from io import StringIO
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro, new_context
from jinja2.utils import missing
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # the part of `escape` that is in C

_PLAIN = frozenset((FunctionType, MethodType, BuiltinFunctionType, partial, type(cache(len))))
_mark: Callable[[str], Markup] = partial(str.__new__, Markup)


class QuickGenerator(CodeGenerator):
    """Works nothing out while it compiles: a filter that is called then would be kept as it was."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Any, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """Macros that every page imports are found by the name of their template."""
        if node.with_context or not isinstance(node.template, nodes.Const):
            super()._import_common(node, frame)
        else:
            self.write(f"macros_of(environment, {node.template.value!r}, {self.name!r}, context)")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute that is there is found by Python itself; Jinja looks for what else the name may mean."""
        self.write("(attribute if (attribute := getattr((owner := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr(owner, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """What wants no context is called directly."""
        scopes = "_loop_vars" if frame.loop_frame else "None"
        scopes += ", _block_vars" if frame.block_frame else ", None"
        self.write("callee(")
        self.visit(node.node, frame)
        self.write(f", context, {scopes})(")
        stream, self.stream = self.stream, StringIO()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        stream, self.stream = self.stream, stream
        self.write(f"{stream.getvalue().removeprefix(', ')})")  # Jinja's calls have an argument before those


class QuickTemplate(Template):
    """A template of an environment in which none has globals of its own."""

    @classmethod
    def _from_namespace(
        cls,
        environment: Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 — Jinja's name
    ) -> Template:
        made = super()._from_namespace(environment, namespace, globals)
        namespace.update(callee=callee, macros_of=macros_of, escape=text, Markup=_mark, Macro=macro)
        return made

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        """Macros are made at the first import, whoever imports them."""
        return super()._get_default_module() if self._module is None else self._module

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 — Jinja's name
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002 — likewise
    ) -> Context:
        """Jinja would look each global up in a chain of mappings, the template's own first."""
        return new_context(self.environment, self.name, self.blocks, vars, shared, self.environment.globals, locals)


def text(value: Any) -> str:
    """A value as it is joined to a page: escaped, unless it is HTML already."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]  # a Markup is a str
    if kind is str:
        return _escape_inner(value)
    return str(value) if kind is int else escape(value)


def callee(
    what: Any, context: Context, loop_vars: Mapping[str, Any] | None, block_vars: Mapping[str, Any] | None
) -> Callable[..., Any]:
    """What is to be called for `what`: itself, when it wants nothing of where it is called."""
    if type(what) in _PLAIN and not hasattr(what, "jinja_pass_arg"):
        return what  # type: ignore[no-any-return]
    return partial(context.call, what, _loop_vars=loop_vars, _block_vars=block_vars)


def macros_of(environment: Environment, name: str, importer: str, context: Context) -> Any:
    """What a template without context exports. It is forgotten with the templates, which Jinja keeps there, too."""
    assert environment.cache is not None, "see `keep_compiled`"
    kept: MutableMapping[Any, Any] = environment.cache
    found = kept.get(name)
    if found is None:
        found = kept[name] = environment.get_template(name, importer)._get_default_module(context)
    return found


def macro(
    environment: Environment, func: Callable[..., str], name: str, arguments: Sequence[str], *special: bool
) -> Callable[..., str]:
    """A macro as a plain function, where it takes its own arguments alone, and is given no other."""
    ordinary = Macro(environment, func, name, arguments, *special)  # type: ignore[arg-type]  # a tuple, there too
    if special != (False, False, False, True):
        return ordinary
    count = len(arguments)
    not_given = [tuple(arguments[number:]) for number in range(count + 1)]
    absent = [(missing,) * len(names) for names in not_given]

    def call(*given: Any, **named: Any) -> Markup:
        number = len(given)
        if number > count or any(name not in not_given[number] for name in named):
            return ordinary(*given, **named)  # type: ignore[return-value]  # it refuses
        if not named:
            return _mark(func(*given, *absent[number]))
        return _mark(func(*given, *[named.get(name, missing) for name in not_given[number]]))

    call.__dict__.update(vars(ordinary))
    return call
