// SPDX-License-Identifier: Apache-2.0
package onetest;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One run of the compiler. */
final class Compilation {
    private Compilation() {}

    /**
     * What other files can take from one when they are compiled. A call of a member leaves the name of its class
     * behind, a constant and the supertypes of a class leave nothing.
     *
     * @param members what is called by name, inherited members as well
     * @param copied what leaves no trace where it is used
     */
    record Seen(String members, String copied) {}

    /**
     * Compiles; what is then seen of each source. Ends the program where there are errors.
     *
     * @param sources on the module path if one of them is the module's descriptor, else on the class path
     */
    static Map<Path, Seen> compile(Collection<Path> sources, Path classes, String classPath) throws IOException {
        if (sources.isEmpty()) {
            return Map.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        boolean module = sources.stream().anyMatch(source -> source.endsWith("module-info.java"));
        List<String> options = List.of("--release", "17", "-g", "-proc:none", "-nowarn", "-XDsuppressNotes",
                "-encoding", "UTF-8", module ? "-p" : "-cp", classPath, "-d", classes.toString());
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) compiler.getTask(null, files, problems, options, null,
                files.getJavaFileObjectsFromPaths(sources));
        Iterable<? extends CompilationUnitTree> units = task.parse();
        task.analyze();
        Trees trees = Trees.instance(task);
        Map<Path, Seen> seen = new TreeMap<>();
        for (CompilationUnitTree unit : units) {
            StringBuilder members = new StringBuilder();
            StringBuilder copied = new StringBuilder(unit.getModule() == null ? "" : unit.getModule().toString());
            for (Tree type : unit.getTypeDecls()) {
                if (trees.getElement(trees.getPath(unit, type)) instanceof TypeElement element) {
                    describe(element, task.getElements(), members, copied);
                }
            }
            seen.put(Path.of(unit.getSourceFile().toUri()), new Seen(members.toString(), copied.toString()));
        }
        task.generate();
        List<?> errors = problems.getDiagnostics().stream().filter(p -> p.getKind() == Diagnostic.Kind.ERROR).toList();
        if (!errors.isEmpty()) {
            errors.forEach(System.err::println);
            System.exit(1);
        }
        return seen;
    }

    private static void describe(TypeElement type, Elements elements, StringBuilder members, StringBuilder copied) {
        copied.append('\n').append(type).append(type.getModifiers()).append(type.getAnnotationMirrors())
                .append(type.getSuperclass()).append(type.getInterfaces()).append(type.getPermittedSubclasses());
        bounds(type, copied);
        for (Element member : elements.getAllMembers(type)) {
            if (member.getModifiers().contains(Modifier.PRIVATE) || isOfJava(member)) {
                continue;
            }
            members.append('\n').append(member.getKind()).append(member.getModifiers())
                    .append(member.getAnnotationMirrors()).append(member).append(':').append(member.asType());
            if (member instanceof TypeElement inner && member.getEnclosingElement() == type) {
                describe(inner, elements, members, copied);
            } else if (member instanceof VariableElement variable) {
                copied.append(variable.getConstantValue() == null ? "" : "\n" + variable + variable.getConstantValue());
            } else if (member instanceof ExecutableElement method) {
                members.append(method.getThrownTypes()).append(method.isVarArgs()).append(method.getDefaultValue());
                bounds(method, members);
            }
        }
    }

    private static void bounds(Parameterizable generic, StringBuilder text) {
        for (TypeParameterElement parameter : generic.getTypeParameters()) {
            text.append(parameter).append(parameter.getBounds());
        }
    }

    /** Inherited from a class that changes with the JDK alone. */
    private static boolean isOfJava(Element member) {
        return member.getEnclosingElement().toString().startsWith("java.");
    }
}
