/** Writes the proof of having been trained, once. $1 = person, $2 = subject, $3 = day, $4 = day of collection, $5 = origin */
export const proveTraining = `insert into training.training_proof (id, person_id, subject, trained_on, collected_on, origin)
  values (gen_random_uuid(), $1, $2, $3, $4, $5) on conflict do nothing`;
