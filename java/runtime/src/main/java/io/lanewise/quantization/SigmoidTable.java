// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantization;

/**
 * The logistic function and tanh of int16 inputs: TFLite's {@code reference_integer_ops::Logistic} and {@code Tanh}.
 * The table holds 1 / (1 + exp(-i / 24)) in Q0.16, a little above the rounded values, so that interpolated ones are
 * right in the middle; no formula gives them.
 */
public final class SigmoidTable {
    private static final int FRACTIONAL_BITS = 9;
    /** Of tanh(x), for which the table is read at 2x. */
    private static final int TANH_FRACTIONAL_BITS = FRACTIONAL_BITS - 1;

    private static final char[] VALUES = {
        32768, 33451, 34133, 34813, 35493, 36169, 36843, 37513, 38180, 38841, 39498, 40149, 40794, 41432, 42064, 42688,
        43304, 43912, 44511, 45102, 45683, 46255, 46817, 47369, 47911, 48443, 48964, 49475, 49975, 50464, 50942, 51409,
        51865, 52311, 52745, 53169, 53581, 53983, 54374, 54755, 55125, 55485, 55834, 56174, 56503, 56823, 57133, 57433,
        57724, 58007, 58280, 58544, 58800, 59048, 59288, 59519, 59743, 59959, 60168, 60370, 60565, 60753, 60935, 61110,
        61279, 61441, 61599, 61750, 61896, 62036, 62172, 62302, 62428, 62549, 62666, 62778, 62886, 62990, 63090, 63186,
        63279, 63368, 63454, 63536, 63615, 63691, 63765, 63835, 63903, 63968, 64030, 64090, 64148, 64204, 64257, 64308,
        64357, 64405, 64450, 64494, 64536, 64576, 64614, 64652, 64687, 64721, 64754, 64786, 64816, 64845, 64873, 64900,
        64926, 64950, 64974, 64997, 65019, 65039, 65060, 65079, 65097, 65115, 65132, 65149, 65164, 65179, 65194, 65208,
        65221, 65234, 65246, 65258, 65269, 65280, 65291, 65301, 65310, 65319, 65328, 65337, 65345, 65352, 65360, 65367,
        65374, 65381, 65387, 65393, 65399, 65404, 65410, 65415, 65420, 65425, 65429, 65433, 65438, 65442, 65445, 65449,
        65453, 65456, 65459, 65462, 65465, 65468, 65471, 65474, 65476, 65479, 65481, 65483, 65485, 65488, 65489, 65491,
        65493, 65495, 65497, 65498, 65500, 65501, 65503, 65504, 65505, 65507, 65508, 65509, 65510, 65511, 65512, 65513,
        65514, 65515, 65516, 65517, 65517, 65518, 65519, 65520, 65520, 65521, 65522, 65522, 65523, 65523, 65524, 65524,
        65525, 65525, 65526, 65526, 65526, 65527, 65527, 65528, 65528, 65528, 65529, 65529, 65529, 65529, 65530, 65530,
        65530, 65530, 65531, 65531, 65531, 65531, 65531, 65532, 65532, 65532, 65532, 65532, 65532, 65533, 65533, 65533,
        65533, 65533, 65533, 65533, 65533, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65535
    };

    private SigmoidTable() {}

    /** The table, 256 values in Q0.16. */
    public static char[] values() {
        return VALUES.clone();
    }

    /**
     * 1 / (1 + exp(-x)).
     *
     * @param x in units of 1 / 12288, of magnitude below 2^31
     * @return Q0.15
     */
    public static short sigmoid(int x) {
        int result = interpolated(Math.abs(x), FRACTIONAL_BITS, 0x7FFF << 10);
        int half = 1 << (FRACTIONAL_BITS);
        int signed = x >= 0 ? result + half : (1 << (16 + FRACTIONAL_BITS)) - result + half - 1;
        return (short) (signed >>> (FRACTIONAL_BITS + 1));
    }

    /**
     * tanh(x) = 2 / (1 + exp(-2x)) - 1.
     *
     * @param x in units of 1 / 12288, of magnitude below 2^31
     * @return Q0.15
     */
    public static short tanh(int x) {
        int result = interpolated(Math.abs(x), TANH_FRACTIONAL_BITS, 0xFFFF << TANH_FRACTIONAL_BITS);
        int half = 1 << (TANH_FRACTIONAL_BITS - 1);
        int one = 1 << (15 + TANH_FRACTIONAL_BITS);
        int signed = x >= 0 ? result - one + half : one - result + half - 1;
        return (short) (signed >> TANH_FRACTIONAL_BITS);
    }

    /** {@code beyond} is what follows the table. */
    private static int interpolated(int magnitude, int fractionalBits, int beyond) {
        int index = magnitude >> fractionalBits;
        if (index >= VALUES.length - 1) {
            return beyond;
        }
        int fraction = magnitude & ((1 << fractionalBits) - 1);
        return (VALUES[index] << fractionalBits) + fraction * (VALUES[index + 1] - VALUES[index]);
    }
}
