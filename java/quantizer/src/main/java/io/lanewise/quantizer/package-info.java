// SPDX-License-Identifier: Apache-2.0
/** Turns float models into int8 models: calibrate on samples, convert, write. */
package io.lanewise.quantizer;
