/**
 * Jobs: three things that people write by hand with worker pools, on the factory's floor.
 *
 * <ul>
 *   <li>{@link factory.jobs.TaskPool}: many independent tasks.
 *   <li>{@link factory.jobs.Pipeline}: a chain of stages, each with its own number of workers.
 *   <li>{@link factory.jobs.ArrayJob}: one big array, cut into ranges; tasks of a pool.
 * </ul>
 *
 * <p>Workers are typed actors that pull. What users bring (inputs, tasks, stages) may block, so it
 * runs on threads of the pool, one for each worker that is busy; actors only hand over. Threads and
 * actors meet at three places: a {@link factory.jobs.Tray} (a thread puts, an actor is woken once
 * and takes all that is there, so that batches are as large as the traffic and no larger), a {@link
 * factory.jobs.Batch} (a thread claims one item after the other, an actor can call the rest back,
 * so that nothing waits behind a slow item while somebody is free) and a {@link factory.jobs.Rack}
 * (an actor puts before anybody asks, a thread takes what is next, so that nobody waits between two
 * tasks).
 *
 * <pre>
 * tasks:    inputs ─thread─▶ Tray ─Arrived─▶ Foreman ─Do(order)─▶ TaskWorker ─thread─▶ task
 *                                            Foreman ─order─▶ Rack ─order─▶ thread of a TaskWorker
 *           caller ─Take─▶ Foreman ◀─Finished(order)─ that thread         Foreman ─outcomes─▶ caller
 *
 * pipeline: producer ─thread─▶ Tray ─Arrived─▶ Belt ─Deliver(batch)─▶ StageWorker ─thread─▶ Tray ─▶ Belt … consumer
 *                                              Belt ◀─Take─ StageWorker
 *           StageWorker ─Finished─▶ LineManager ─Stop─▶ every StageWorker;  LineManager ─result─▶ caller
 * </pre>
 *
 * <p>The end and a failure are messages, never items: {@code null} is an item like any other; a
 * failure is a {@code Finished} with what was {@code thrown}. A stage that is finished tells its
 * belts ({@code SupplierDone} downstream, {@code TakerDone} upstream); a belt whose takers have all
 * gone closes its trays, which ends those who fill them.
 *
 * <p>Start reading at {@link factory.jobs.Tasks} and {@link factory.jobs.Foreman}; at {@link
 * factory.jobs.Pipeline}, {@link factory.jobs.LineManager} and {@link factory.jobs.Belt}; at {@link
 * factory.jobs.ArrayJob}.
 */
@NullMarked
package factory.jobs;

import org.jspecify.annotations.NullMarked;
