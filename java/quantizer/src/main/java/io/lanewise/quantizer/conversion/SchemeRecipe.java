// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.conversion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A scheme in a JSON file.
 *
 * <pre>{@code
 * {
 *   "scheme": "int8, int4-weights",
 *   "overrides": [
 *     {"match": "conv1/.*", "scheme": "int8-weights"},
 *     {"match": "kind:SOFTMAX", "scheme": "float"}
 *   ]
 * }
 * }</pre>
 *
 * A file may also say under {@code training} what is trained, which is not read here. {@code scheme} holds words of
 * {@link SchemeWord}, parted by commas; {@code match} is the pattern of a {@link SchemeOverride}. All keys may be left
 * out.
 */
public final class SchemeRecipe {
    private static final Set<String> KEYS = Set.of("scheme", "overrides", "training");
    private static final Set<String> OVERRIDE_KEYS = Set.of("match", "scheme");

    private SchemeRecipe() {}

    /**
     * As {@link #read(Path, Scheme)}, from {@link Scheme#INT8} on.
     *
     * @param file JSON
     * @return the scheme that the file holds
     * @throws IOException as {@link #read(Path, Scheme)}
     */
    public static Scheme read(Path file) throws IOException {
        return read(file, Scheme.INT8);
    }

    /**
     * {@return the scheme that a file holds}
     *
     * @param file JSON
     * @param start what its words change
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no such JSON; the message names the file, the place and the value
     */
    public static Scheme read(Path file, Scheme start) throws IOException {
        byte[] text = Files.readAllBytes(file);
        try {
            return parse(text, start);
        } catch (JsonProcessingException e) {
            // There is none where a limit is exceeded, such as of nested brackets.
            String place = e.getLocation() == null
                    ? ""
                    : " in line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new IllegalArgumentException(file + " is no JSON: " + e.getOriginalMessage() + place, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Scheme parse(byte[] text, Scheme start) throws IOException {
        JsonNode root = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(text);
        requireObject(root, "the recipe", KEYS);
        Scheme scheme = start;
        if (root.has("scheme")) {
            scheme = scheme.with(words(root.get("scheme"), "scheme").toArray(String[]::new));
        }
        JsonNode overrides = root.path("overrides");
        if (!overrides.isMissingNode() && !overrides.isArray()) {
            throw new IllegalArgumentException("overrides is not a list");
        }
        for (int i = 0; i < overrides.size(); i++) {
            String place = "overrides[" + i + "]";
            JsonNode override = overrides.get(i);
            requireObject(override, place, OVERRIDE_KEYS);
            List<SchemeWord> words = words(override.path("scheme"), place + ".scheme").stream()
                    .map(SchemeWord::new)
                    .toList();
            scheme = scheme.with(new SchemeOverride(text(override.path("match"), place + ".match"), words));
        }
        return scheme;
    }

    private static void requireObject(JsonNode node, String place, Set<String> keys) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(place + " is not an object in braces");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!keys.contains(name)) {
                throw new IllegalArgumentException(place + " has \"" + name + "\"; known are "
                        + String.join(", ", keys.stream().sorted().toList()));
            }
        }
    }

    private static List<String> words(JsonNode node, String place) {
        List<String> words = new ArrayList<>();
        for (String word : text(node, place).split(",")) {
            words.add(word.strip());
        }
        return words;
    }

    private static String text(JsonNode node, String place) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException(place + " is missing or no text");
        }
        return node.textValue();
    }
}
