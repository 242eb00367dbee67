// SPDX-License-Identifier: Apache-2.0
/** The engine: graphs of this project as graphs of TensorFlow, which have gradients. */
package io.lanewise.training.tensorflow;
