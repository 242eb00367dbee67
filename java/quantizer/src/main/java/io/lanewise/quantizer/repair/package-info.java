// SPDX-License-Identifier: Apache-2.0
/**
 * Changes to a float model that make its quantized form more accurate; each can be left out, and what it gains be
 * measured.
 */
package io.lanewise.quantizer.repair;
