// SPDX-License-Identifier: Apache-2.0
/** Weights of zero: which ones, how many in the course of a training, and how many a model has. */
package io.lanewise.pruning.mask;
