// SPDX-License-Identifier: Apache-2.0
/** What is to be known of a layer's inputs to choose other weights for it. No API. */
package io.lanewise.quantizer.moments;
