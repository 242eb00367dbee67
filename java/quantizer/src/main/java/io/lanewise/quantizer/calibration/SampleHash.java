// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * Identifies a collection of samples in any order: the sum, modulo 2^256, of the SHA-256 of each sample's little-endian
 * float32 values. A sample that occurs twice counts twice, and hashes of parts add up to the whole's.
 */
final class SampleHash {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
    private static final int DIGITS = 64;

    private final MessageDigest digest = Sha256.start();
    private BigInteger sum = BigInteger.ZERO;

    /** Adds a sample, which may consist of several arrays. */
    void add(float[]... inputs) {
        for (float[] values : inputs) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
        }
        sum = sum.add(new BigInteger(1, digest.digest())).mod(MODULUS);
    }

    /** In hexadecimal, 64 digits. */
    String hex() {
        return hex(sum);
    }

    /** The hash of two collections together. */
    static String sum(String first, String second) {
        return hex(new BigInteger(first, 16).add(new BigInteger(second, 16)).mod(MODULUS));
    }

    private static String hex(BigInteger sum) {
        String digits = sum.toString(16);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }
}
