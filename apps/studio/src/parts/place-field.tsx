import { PLACES } from '../state/places.js';
import { useRoom } from './context.js';
import { ChoiceField } from './fields.js';

/** Whether the program that serves the page computes, or the page; nothing where there is no such program. */
export function PlaceField() {
  const { studio } = useRoom();
  const { has, now } = studio.places;
  if (has.length < 2) return null;
  return (
    <ChoiceField
      label="Computed by"
      value={studio.opening.value?.place ?? now.value}
      disabled={studio.opening.value !== undefined}
      choices={PLACES}
      onChange={(place) => void studio.moveTo(place).catch(studio.fail)}
    />
  );
}
