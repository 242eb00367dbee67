// SPDX-License-Identifier: Apache-2.0
/** Elements found or put where indices say that are known only when a model runs. */
package io.lanewise.operators.lookup;
