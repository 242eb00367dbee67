// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lanewise.quantizer.output.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Records as JSON, one property for each component. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** Writes the file beside its place, then moves it there. */
    static void write(Path file, Record value) throws IOException {
        OutputFile.write(file, ByteBuffer.wrap(MAPPER.writeValueAsBytes(value)));
    }

    static void print(PrintWriter out, Record value) {
        try {
            MAPPER.writeValueAsString(value).lines().forEach(out::println);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
