/**
 * Blueprints: how a product is made of its materials. What users bring, and the ready-made {@code
 * merge}.
 *
 * <p>Nothing here knows of actors: a blueprint is called by one worker at a time and can be tried
 * in a plain loop. Start reading at {@link factory.blueprint.Blueprint}.
 */
@NullMarked
package factory.blueprint;

import org.jspecify.annotations.NullMarked;
