// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning.mask;

/**
 * How many weights become zero together: those of some output channels and some input channels, at one place of a
 * window. A block that reaches beyond the weights is as much of it as lies inside.
 *
 * @param outputs neighbouring output channels, at least 1, counted from the first
 * @param inputs neighbouring input channels, at least 1, counted from the first
 */
public record BlockShape(int outputs, int inputs) {
    /** Weights by themselves. */
    public static final BlockShape SINGLE = new BlockShape(1, 1);

    /**
     * 16 outputs by 16 inputs: whole steps of every packed panel, on every ISA level (16 x 4, better 16 x 8, with dot
     * product, 16 x 8 with matrix multiply, 4 x 16 in base NEON).
     */
    public static final BlockShape PANEL = new BlockShape(16, 16);

    /**
     * Checks the sizes.
     *
     * @param outputs at least 1
     * @param inputs at least 1
     * @throws IllegalArgumentException if one is less
     */
    public BlockShape {
        if (outputs < 1 || inputs < 1) {
            throw new IllegalArgumentException("blocks of " + outputs + "x" + inputs + " weights: 1x1 is the least");
        }
    }

    /**
     * {@return the shape of a text}
     *
     * @param text such as {@code 16x4}: outputs, then inputs
     * @throws IllegalArgumentException if it is not of that form
     */
    public static BlockShape parse(String text) {
        String[] parts = text.split("x", -1);
        try {
            if (parts.length == 2) {
                return new BlockShape(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw new IllegalArgumentException("\"" + text + "\" is no shape of blocks such as 16x16: outputs x inputs");
    }

    /** For example {@code 16x4}. */
    @Override
    public String toString() {
        return outputs + "x" + inputs;
    }
}
