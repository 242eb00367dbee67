// SPDX-License-Identifier: Apache-2.0
/** Trains float models from the files that were deployed. */
package io.lanewise.training;
