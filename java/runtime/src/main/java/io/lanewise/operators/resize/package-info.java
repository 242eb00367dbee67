// SPDX-License-Identifier: Apache-2.0
/** Images of another size. */
package io.lanewise.operators.resize;
