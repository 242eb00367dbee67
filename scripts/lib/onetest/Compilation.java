// SPDX-License-Identifier: Apache-2.0
package onetest;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One run of the compiler. */
final class Compilation {
    private Compilation() {}

    /** For each source, what the compilation of another file can depend on. Ends the program where there are errors. */
    static Map<Path, String> compile(List<Path> sources, Path classes, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        List<String> options = List.of("--release", "17", "-g", "-proc:none", "-nowarn", "-XDsuppressNotes",
                "-encoding", "UTF-8", "-cp", classPath, "-d", classes.toString());
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) compiler.getTask(null, files, problems, options, null,
                files.getJavaFileObjectsFromPaths(sources));
        Iterable<? extends CompilationUnitTree> units = task.parse();
        task.analyze();
        Trees trees = Trees.instance(task);
        Map<Path, String> seen = new LinkedHashMap<>();
        for (CompilationUnitTree unit : units) {
            StringBuilder text = new StringBuilder();
            for (Tree type : unit.getTypeDecls()) {
                describe(trees.getElement(trees.getPath(unit, type)), text);
            }
            seen.put(Path.of(unit.getSourceFile().toUri()), text.toString());
        }
        task.generate();
        List<?> errors = problems.getDiagnostics().stream().filter(p -> p.getKind() == Diagnostic.Kind.ERROR).toList();
        if (!errors.isEmpty()) {
            errors.forEach(System.err::println);
            System.exit(1);
        }
        return seen;
    }

    /** All but private members: others see those neither by name nor by what the compiler copies, such as constants. */
    private static void describe(Element element, StringBuilder text) {
        if (element == null || element.getModifiers().contains(Modifier.PRIVATE)) {
            return;
        }
        text.append('\n').append(element.getKind()).append(element.getModifiers()).append(element.getAnnotationMirrors())
                .append(element).append(':').append(element.asType());
        if (element instanceof Parameterizable generic) {
            for (TypeParameterElement parameter : generic.getTypeParameters()) {
                text.append(parameter.getBounds());
            }
        }
        if (element instanceof TypeElement type) {
            text.append(type.getSuperclass()).append(type.getInterfaces()).append(type.getPermittedSubclasses());
        } else if (element instanceof VariableElement variable) {
            text.append(variable.getConstantValue());
        } else if (element instanceof ExecutableElement method) {
            text.append(method.getThrownTypes()).append(method.isVarArgs()).append(method.getDefaultValue());
        }
        for (Element member : element.getEnclosedElements()) {
            describe(member, text);
        }
    }
}
