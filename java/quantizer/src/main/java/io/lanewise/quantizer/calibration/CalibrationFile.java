// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.output.OutputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Calibration statistics as a JSON file. Equal statistics give equal bytes, so the file does not depend on the order of
 * the samples unless it holds moving averages.
 */
public final class CalibrationFile {
    private static final String FORMAT = "lanewise-calibration";
    private static final int VERSION = 1;
    private static final int HASH_DIGITS = 64;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What every version begins with. */
    private record Header(String format, int version) {}

    private record Content(
            String format, int version, String model, String data, int samples, List<StoredTensor> tensors) {}

    private CalibrationFile() {}

    /**
     * Writes the file beside its place, then moves it there.
     *
     * @param statistics of at least one sample
     * @param file the target
     * @throws IOException if the folder cannot be written; a file that was there is then untouched
     */
    public static void write(CalibrationStatistics statistics, Path file) throws IOException {
        List<StoredTensor> tensors = statistics.tensors().entrySet().stream()
                .map(entry -> StoredTensor.of(entry.getKey(), entry.getValue()))
                .toList();
        OutputFile.write(
                file,
                ByteBuffer.wrap(MAPPER.writeValueAsBytes(new Content(
                        FORMAT, VERSION, statistics.model(), statistics.data(), statistics.samples(), tensors))));
    }

    /**
     * Reads a file.
     *
     * @param file as {@link #write} has made it
     * @return the statistics, of whatever model
     * @throws IOException if it cannot be read, is no calibration file, is of another version, or contradicts itself;
     *         the message names the file
     */
    public static CalibrationStatistics read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            Header header = MAPPER.readerFor(Header.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(bytes);
            if (!header.format.equals(FORMAT)) {
                throw new IOException(file + ": is no calibration file; it says \"" + header.format + '"');
            }
            if (header.version != VERSION) {
                throw new IOException(file + ": is of version " + header.version + ", but this release reads version "
                        + VERSION + "; calibrate anew");
            }
            return statistics(MAPPER.readValue(bytes, Content.class));
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": is no calibration file: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": damaged calibration file: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a file of a calibration of this graph.
     *
     * @param file as {@link #write} has made it
     * @param graph the float graph that is to be converted
     * @return statistics of that graph
     * @throws IOException as {@link #read(Path)}, or if it is one of another model
     */
    public static CalibrationStatistics read(Path file, Graph graph) throws IOException {
        CalibrationStatistics statistics = read(file);
        try {
            statistics.requireOf(graph);
        } catch (ModelException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        return statistics;
    }

    private static CalibrationStatistics statistics(Content content) {
        for (String hash : Arrays.asList(content.model, content.data)) {
            require(
                    hash.matches("[0-9a-f]{" + HASH_DIGITS + "}"),
                    "\"" + hash + "\" is not a hash of " + HASH_DIGITS + " digits");
        }
        require(content.samples > 0, content.samples + " samples");
        SortedMap<Integer, TensorStatistics> tensors = new TreeMap<>();
        for (StoredTensor tensor : content.tensors) {
            require(
                    tensors.put(tensor.index(), tensor.statistics()) == null,
                    "tensor " + tensor.index() + " occurs twice");
        }
        return new CalibrationStatistics(content.model, content.data, content.samples, tensors);
    }

    static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
