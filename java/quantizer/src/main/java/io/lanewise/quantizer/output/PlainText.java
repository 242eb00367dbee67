// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import java.util.HexFormat;

/** Text of unknown origin, such as names in models and of files, without what terminals and browsers obey. */
public final class PlainText {

    private PlainText() {}

    /**
     * {@return the text with each control character, line or paragraph separator and change of the direction of writing
     * as {@code \\uXXXX}, which in a JSON string means the same}
     *
     * @param text of a file that is not trusted
     */
    public static String of(String text) {
        if (text.chars().noneMatch(c -> isObeyed((char) c))) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (isObeyed(c)) {
                plain.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static boolean isObeyed(char c) {
        // Directionalities from here on are of characters that embed, override, isolate, or end that.
        return Character.isISOControl(c)
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || Character.getDirectionality(c) >= Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING;
    }
}
