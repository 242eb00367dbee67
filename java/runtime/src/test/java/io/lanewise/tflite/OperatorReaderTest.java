// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.operators.KindTable;
import io.lanewise.testing.ModelFile;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.Model;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of operator is read, by the reader of its family, and every reader reads what it says. */
class OperatorReaderTest {
    private static final List<FamilyReader> FAMILIES = OperatorReader.FAMILIES;

    static Set<Class<? extends Operator>> kinds() {
        return KindTable.permitted();
    }

    static IntStream codes() {
        return IntStream.range(0, BuiltinOperator.names.length);
    }

    static IntStream supportedCodes() {
        return codes().filter(code -> OperatorReader.newestVersion(code) > 0);
    }

    /** {@code operators.convolution.Conv2d} is made by {@code ConvolutionReader}, whose class file names it. */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindIsMadeByTheReaderOfItsFamily(Class<? extends Operator> kind) throws Exception {
        String family = kind.getPackageName().substring(kind.getPackageName().lastIndexOf('.') + 1);
        Class<?> reader = Class.forName(
                "io.lanewise.tflite." + Character.toUpperCase(family.charAt(0)) + family.substring(1) + "Reader");
        // Custom operators have one code and are known by name.
        assertTrue(
                family.equals("custom") || FAMILIES.stream().anyMatch(reader::isInstance),
                reader + " is none of OperatorReader's families");
        try (InputStream file = reader.getResourceAsStream(reader.getSimpleName() + ".class")) {
            String names = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
            Pattern made = Pattern.compile(kind.getName().replace('.', '/') + "\\W");
            assertTrue(made.matcher(names).find(), reader + " makes no " + kind);
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void noCodeIsOfTwoFamilies(int code) {
        assertTrue(
                FAMILIES.stream()
                                .filter(family -> family.newestVersion(code) > 0)
                                .count()
                        <= 1,
                OperatorReader.name(code));
    }

    /** Without inputs and options each is refused, in words for its user; none is forgotten. */
    @ParameterizedTest
    @MethodSource("supportedCodes")
    void everyCodeWithAVersionIsRead(int code) {
        ModelFile file = new ModelFile();
        file.operator(code, OperatorReader.newestVersion(code), (byte) 0, null, new int[0], file.floats("y", 1));
        String message = assertThrows(
                        ModelException.class,
                        () -> TfliteReader.read("test", file.outputs(0).bytes()))
                .getMessage();
        assertTrue(message.matches("(?s).*: (input \\d is missing|has no \\w+Options).*"), message);
    }

    @ParameterizedTest
    @FieldSource("FAMILIES")
    void noFamilyReadsACodeWithoutAVersion(FamilyReader family) {
        codes().filter(code -> family.newestVersion(code) == 0)
                .forEach(code -> assertThrows(
                        IllegalStateException.class, () -> family.read(source(code)), OperatorReader.name(code)));
    }

    private static OperatorSource source(int code) {
        ByteBuffer bytes =
                new ModelFile().operator(code, 1, (byte) 0, null, new int[0]).bytes();
        Model model = Model.getRootAsModel(bytes.order(ByteOrder.LITTLE_ENDIAN));
        return new OperatorSource(
                0, model, model.subgraphs(0).operators(0), new ReadingBudget("test", bytes.limit() * 4L));
    }

    @Test
    void codesOfNoKindAreNotSupported() {
        assertEquals(0, OperatorReader.newestVersion(-1));
        assertEquals(0, OperatorReader.newestVersion(BuiltinOperator.CUSTOM));
        assertEquals(0, OperatorReader.newestVersion(BuiltinOperator.names.length));
    }
}
