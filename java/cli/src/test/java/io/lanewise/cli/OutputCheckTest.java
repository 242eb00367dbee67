// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Model;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** No command writes onto what it reads, whatever the name, and none turns a pipe into a file. */
class OutputCheckTest {
    private static final byte[] CONTENT = "not to be lost".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private Path model;
    private Path pixels;

    @BeforeEach
    void writeFiles() throws IOException {
        model = TinyModel.writeFloat(folder);
        pixels = Samples.pixels(folder.resolve("pixels.idx"), 9, 1, 2, 0, 0, 255);
    }

    private Path input(String name) throws IOException {
        return Files.write(folder.resolve(name), CONTENT);
    }

    /** Every option that names a file to read, by its name and by links. The content is never looked at. */
    @Test
    void noInputIsReplaced() throws IOException {
        Map<String, Path> inputs = Map.of(
                "--samples",
                input("samples"),
                "--labels",
                input("labels"),
                "--class-names",
                input("names"),
                "--calibration",
                input("calibration"),
                "--recipe",
                input("recipe"),
                "MODEL",
                input("model"));
        List<Object> quantize = new ArrayList<>(List.of("quantize"));
        inputs.forEach((option, file) -> {
            if (option.startsWith("-")) {
                quantize.add(option);
            }
            quantize.add(file);
        });
        for (Map.Entry<String, Path> input : inputs.entrySet()) {
            Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic"), input.getValue());
            Path hard = Files.createLink(folder.resolve("hard"), input.getValue());
            for (Path output : List.of(input.getValue(), symbolic, hard)) {
                for (String option : List.of("--output", "--save-calibration")) {
                    List<Object> arguments = new ArrayList<>(quantize);
                    arguments.addAll(List.of(option, output));
                    if (!option.equals("--output")) {
                        arguments.addAll(List.of("-o", folder.resolve("out.tflite")));
                    }
                    Outcome.of(arguments.toArray())
                            .assertRefused(
                                    "lanewise quantize: " + option + ' ' + output
                                            + " would replace what is read as " + input.getKey() + ' '
                                            + input.getValue()
                                            + "; choose another file",
                                    "Try 'lanewise quantize --help'.");
                }
            }
            Files.delete(symbolic);
            Files.delete(hard);
            assertArrayEquals(CONTENT, Files.readAllBytes(input.getValue()));
        }
        assertFalse(Files.exists(folder.resolve("out.tflite")));
    }

    @Test
    void noSamplesOfANamedInputAreReplaced() throws IOException {
        Path samples = input("samples");
        Outcome.of("run", model, "-s", "a=b=" + samples, "-o", samples)
                .assertRefused(
                        "lanewise run: --output " + samples + " would replace what is read as --samples " + samples
                                + "; choose another file",
                        "Try 'lanewise run --help'.");
    }

    @Test
    void noSampleOfAFolderIsReplaced() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images/class"));
        Path image = Files.write(images.resolve("1.png"), CONTENT);
        Path link = Files.createLink(folder.resolve("out.npy"), image);
        Outcome.of("run", model, "-s", folder.resolve("images"), "-o", link)
                .assertRefused(
                        "lanewise run: --output "
                                + link
                                + " would replace what is read as --samples " + folder.resolve("images")
                                + "; choose another file",
                        "Try 'lanewise run --help'.");
        assertArrayEquals(CONTENT, Files.readAllBytes(image));
    }

    @Test
    void twoOutputsAreTwoFiles() throws IOException {
        Path page = folder.resolve("page");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        Outcome.of("report", model, "-s", pixels, "-o", page, "--json", link.resolve("page"))
                .assertRefused(
                        "lanewise report:" + " --json " + link.resolve("page")
                                + " is the file of --output; choose another one",
                        "Try 'lanewise report --help'.");
        // Checked by looking at the device only: the model is none.
        Outcome device =
                Outcome.of("report", input("no model"), "-s", pixels, "-o", "/dev/null", "--json", "/dev/null");
        assertTrue(device.err().contains("no model: is not a .tflite model"), device.err());
    }

    @Test
    void whatCannotBeWrittenIsKnownBeforeTheWork() throws IOException {
        Path nowhere = folder.resolve("nowhere/out");
        Outcome.of("run", input("no model"), "-s", pixels, "-o", nowhere)
                .assertFailed("lanewise run: " + nowhere + ": its folder does not exist; make it first");
        Outcome.of("run", input("no model"), "-s", pixels, "-o", folder)
                .assertFailed("lanewise run: " + folder + ": cannot be written: it is a folder");
        assertEquals(0, Outcome.of("run", "--help", "-o", nowhere).exitCode());
    }

    /** Before anything is read: the model is none. */
    @ParameterizedTest
    @CsvSource({
        "quantize, --output, a.h5, .tflite or .onnx",
        "quantize, --output, model, .tflite or .onnx",
        "quantize, --save-calibration, seen.txt, .json",
        "convert, --output, a.h5, .tflite or .onnx",
        "report, --output, out.pdf, .html or .htm",
        "report, --json, out.html, .json",
        "run, --output, out.csv, .npy"
    })
    void namesSayWhatIsInAFile(String command, String option, String name, String endings) throws IOException {
        Path output = folder.resolve(name);
        List<Object> arguments = new ArrayList<>(List.of(command, input("no model"), option, output));
        if (!command.equals("convert")) {
            arguments.addAll(List.of("-s", pixels));
        }
        if (!option.equals("--output")) {
            arguments.addAll(List.of("-o", folder.resolve(command.equals("report") ? "r.HTML" : "q.TFLITE")));
        }
        Outcome.of(arguments.toArray())
                .assertRefused(
                        "lanewise " + command + ": " + option + ' ' + output + ": the name has to end in " + endings,
                        "Try 'lanewise " + command + " --help'.");
    }

    /** As /dev/stdout is where a shell sends it to a file. */
    @Test
    void openFilesHaveTheNamesThatTheyHave() throws IOException {
        Path file = folder.resolve("redirected");
        try (OutputStream open = Files.newOutputStream(file);
                Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            open.write(1);
            Path descriptor =
                    descriptors.filter(link -> leadsTo(link, file)).findFirst().orElseThrow();
            assertTrue(new WrittenFile(descriptor, List.of(".tflite")).isNamedByContent());
            assertFalse(new WrittenFile(file, List.of(".tflite")).isNamedByContent());
        }
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.isSameFile(link, file);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aPipeGetsTheModel() throws Exception {
        Path pipe = folder.resolve("pipe");
        Path copy = folder.resolve("copy.tflite");
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", pipe.toString())
                        .inheritIO()
                        .start()
                        .waitFor());
        Process reader = new ProcessBuilder("cat", pipe.toString())
                .redirectOutput(copy.toFile())
                .start();
        List<String> lines =
                Outcome.of("quantize", model, "-s", pixels, "-o", pipe).lines();
        boolean read = reader.waitFor(10, TimeUnit.SECONDS);
        reader.destroy();
        assertTrue(read, "nothing was written to the pipe");
        assertTrue(lines.get(3).startsWith("int8     pipe "), lines.get(3));
        assertEquals("int8", Model.load(copy).inputs().get(0).type().label());
    }

    /** An option for a file to write has the type that is checked. */
    @Test
    void everyOutputIsChecked() {
        List<String> written = new ArrayList<>();
        Lanewise.commandLine().getSubcommands().forEach((name, command) -> collect(name, command, written));
        assertEquals(
                List.of(
                        "quantize --output",
                        "quantize --save-calibration",
                        "train --output",
                        "train --report",
                        "prune --output",
                        "convert --output",
                        "report --output",
                        "report --json",
                        "report --save-calibration",
                        "run --output"),
                written);
    }

    private static void collect(String name, CommandLine command, List<String> written) {
        for (ArgSpec argument : command.getCommandSpec().args()) {
            Class<?> type = argument.auxiliaryTypes().length == 0 ? argument.type() : argument.auxiliaryTypes()[0];
            if (type == WrittenFile.class) {
                written.add(name + ' ' + ((CommandLine.Model.OptionSpec) argument).longestName());
            } else if (type == Path.class) {
                String text = String.join(" ", argument.description()).toLowerCase(Locale.ROOT);
                assertFalse(text.contains("write") || text.contains("store the"), name + ": " + text);
            }
        }
    }
}
