// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import java.util.List;

/**
 * The classes of the glyph task: the ten digits and 24 capital letters, 34 in all.
 *
 * <p>The letters {@code I} and {@code O} are left out: in many typefaces they are the outline of {@code 1} or {@code 0}
 * drawn again, and no classifier could tell them apart.
 */
final class Alphabet {

    private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private Alphabet() {}

    /** The number of classes. */
    static int size() {
        return CHARACTERS.length();
    }

    /** The character of class {@code label}, 0 to {@code size() - 1}. */
    static char character(int label) {
        return CHARACTERS.charAt(label);
    }

    /** The class names in the order of their labels. */
    static List<String> names() {
        return CHARACTERS.chars().mapToObj(Character::toString).toList();
    }
}
