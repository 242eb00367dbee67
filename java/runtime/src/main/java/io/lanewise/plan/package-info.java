// SPDX-License-Identifier: Apache-2.0
/** Where every tensor of a graph lives while it runs. */
package io.lanewise.plan;
