// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

/** Where the scales and zero points of a network come from while its weights are trained. */
public enum Ranges {
    /** They stay as the conversion chose them. Usual with 8 bits. */
    FIXED,
    /**
     * Those of activations follow the ranges of the batches, as a moving average, until they are frozen; those of
     * weights are their largest magnitudes.
     */
    TRACKED,
    /**
     * They are trained with the weights: scales in the logarithm (Esser et al. 2020, arXiv 1902.08153), zero points of
     * activations too (Bhalgat et al. 2020, arXiv 2004.09576). Usual with 4 bits and fewer.
     */
    LEARNED
}
