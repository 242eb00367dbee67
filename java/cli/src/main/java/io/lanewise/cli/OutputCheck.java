// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.output.OutputFile;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs a command once its outputs are known to be writable, to be no file that it reads, under another name either, and
 * to be called by what will be in them.
 * Where an output is the standard output, what the command has to say goes to the standard error. What it says is
 * {@link PlainWriter}'s.
 */
final class OutputCheck extends RunLast {
    /** Samples lie in a folder or in its sub-folders. */
    private static final int SAMPLE_DEPTH = 2;

    /** A file of the command line and the option or parameter that names it. */
    private record Named<T>(String argument, T file) {}

    @Override
    protected List<Object> handle(ParseResult parsed) {
        for (CommandLine command : parsed.asCommandLineList()) {
            command.setOut(PlainWriter.of(command.getOut())).setErr(PlainWriter.of(command.getErr()));
            try {
                check(command);
            } catch (IOException e) {
                throw new ExecutionException(command, e.getMessage(), e);
            }
        }
        return super.handle(parsed);
    }

    private static void check(CommandLine command) throws IOException {
        List<Named<Path>> inputs = new ArrayList<>(named(command, Path.class));
        named(command, SampleSource.class)
                .forEach(samples ->
                        samples.file.paths().forEach(path -> inputs.add(new Named<>(samples.argument, path))));
        List<Named<Path>> outputs = new ArrayList<>();
        List<Named<WrittenFile>> written = named(command, WrittenFile.class);
        written.forEach(output -> outputs.add(new Named<>(output.argument, output.file.path())));
        checkPaths(command, inputs, outputs);
        for (Named<WrittenFile> output : written) {
            if (!output.file.isNamedByContent()) {
                throw new ParameterException(
                        command,
                        output.argument + ' ' + output.file + ": the name has to end in "
                                + String.join(" or ", output.file.endings()));
            }
        }
    }

    private static void checkPaths(CommandLine command, List<Named<Path>> inputs, List<Named<Path>> outputs)
            throws IOException {
        Map<Path, String> arguments = new HashMap<>();
        for (Named<Path> output : outputs) {
            OutputFile.requireWritable(output.file);
            Path path = OutputFile.realPath(output.file);
            if (path.equals(WrittenFile.STANDARD_OUTPUT)) {
                command.setOut(command.getErr());
            }
            String other = arguments.put(path, output.argument);
            if (other != null && (Files.isRegularFile(path) || Files.notExists(path))) {
                throw new ParameterException(
                        command,
                        output.argument + ' ' + output.file + " is the file of " + other + "; choose another one");
            }
            for (Named<Path> input : inputs) {
                if (Files.isRegularFile(output.file) && isSameOrIn(output.file, input.file)) {
                    throw new ParameterException(
                            command,
                            output.argument + ' ' + output.file + " would replace what is" + " read as "
                                    + input.argument + ' ' + input.file + "; choose another file");
                }
            }
        }
    }

    /** The files that options and parameters of a type name. */
    private static <T> List<Named<T>> named(CommandLine command, Class<T> type) {
        List<Named<T>> found = new ArrayList<>();
        for (ArgSpec argument : command.getCommandSpec().args()) {
            String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
            Object value = argument.getValue();
            Collection<?> values = value instanceof Collection<?> several
                    ? several
                    : value instanceof Map<?, ?> map ? map.values() : Collections.singleton(value);
            values.stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .forEach(each -> found.add(new Named<>(name, each)));
        }
        return found;
    }

    /** Whether a file is {@code input}, or in that folder; hard links are the same file. */
    private static boolean isSameOrIn(Path output, Path input) throws IOException {
        if (!Files.isDirectory(input)) {
            return Files.exists(input) && Files.isSameFile(output, input);
        }
        Object key = Files.readAttributes(output, BasicFileAttributes.class).fileKey();
        boolean[] found = {false};
        Files.walkFileTree(input, EnumSet.of(FileVisitOption.FOLLOW_LINKS), SAMPLE_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found[0] = key.equals(attributes.fileKey());
                return found[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found[0];
    }
}
