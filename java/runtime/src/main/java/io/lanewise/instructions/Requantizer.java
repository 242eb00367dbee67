// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

/** Narrows int32 sums to int8, per channel. */
public interface Requantizer {

    /** Narrows the sums of all channels from {@code first} on into {@code output[at...]}. */
    void store(int[] sums, int first, byte[] output, int at);
}
