// SPDX-License-Identifier: Apache-2.0
/**
 * Says why a quantized model's answers differ from the float model's: errors layer by layer, what weights and what
 * activations cost, how much each layer costs alone, and what would help, measured.
 */
package io.lanewise.quantizer.analysis;
