#include "batch.h"

#include "evaluator.h"
#include "message.h"
#include "reading.h"
#include "reuse.h"

#include <pthread.h>
#include <stdlib.h>

enum {
    FILES_OF_PORTION = 8, /* with several threads, unless that is too many for all portions together: */
    FILES_AHEAD = 128,    /* since each evaluation takes some memory until its turn comes */
    EVALUATIONS_TOGETHER = 16,
    EVALUATIONS_OF_LANE = 64,
    EVALUATIONS_AHEAD = 128, /* of files with several documents */
    WEIGHT_TOGETHER = 1 << 20,
    BYTES_AHEAD = 16 << 20,
};

struct waiting {
    zp_evaluation *evaluation;
    size_t file; /* of the portion */
    size_t weight_bytes;
};

/* Some files, and what they have given so far and nobody took yet, the oldest first. */
struct lane {
    struct portion portion;
    struct waiting waiting[EVALUATIONS_OF_LANE];
    size_t count;
    bool is_finished;
};

/* The calling thread walks, evaluates like the others, and receives. Portions are begun in the order of the walk; the
   current one, whose evaluations are being received, never waits for others, so there is always one that goes on. A
   portion has the lane of its number modulo their count. What a thread has evaluated it hands over some at a time,
   since that takes less time than to wake another thread. */
struct run {
    const struct batch_work *work;
    struct batch_receiver receiver;
    pthread_mutex_t mutex;
    pthread_cond_t has_come; /* for the receiving thread: evaluations of the current portion, or its end */
    pthread_cond_t has_room; /* for those with evaluations to put */
    pthread_cond_t has_work; /* for those without a portion */
    size_t listed;           /* portions, so far */
    size_t begun;
    size_t current;
    size_t busy;          /* other threads */
    size_t waiting_count; /* evaluations of all lanes */
    size_t waiting_bytes;
    zp_status status;    /* of what went wrong first */
    bool is_listed;      /* all portions are */
    bool is_stopped;     /* nothing more is wanted */
    bool is_awaited;     /* the receiving thread waits */
    size_t thread_count; /* other threads */
    size_t lane_count;
    struct lane *lanes;
};

struct worker {
    struct run *run;
    struct evaluator evaluator;
    size_t number; /* of its portion */
    struct waiting evaluated[EVALUATIONS_TOGETHER];
    size_t count;
    size_t weight_bytes; /* of all these */
    pthread_t thread;
};

static struct lane *lane_of(struct run *run, size_t number)
{
    return &run->lanes[number % run->lane_count];
}

/* ---- with the mutex ---- */

static void stop(struct run *run, zp_status status)
{
    if (!run->is_stopped) {
        run->is_stopped = true;
        run->status = status;
        pthread_cond_signal(&run->has_come);
        pthread_cond_broadcast(&run->has_room);
        pthread_cond_broadcast(&run->has_work);
    }
}

static void tell_of_current(struct run *run, size_t number)
{
    if (run->is_awaited && number == run->current) {
        pthread_cond_signal(&run->has_come);
    }
}

static bool is_full(struct run *run, const struct worker *worker)
{
    const struct lane *lane = lane_of(run, worker->number);
    return lane->count + worker->count > EVALUATIONS_OF_LANE ||
           (worker->number != run->current &&
            (run->waiting_bytes > BYTES_AHEAD || run->waiting_count > EVALUATIONS_AHEAD));
}

/* Moves what was evaluated to the lane. */
static void hand_over(struct run *run, struct worker *worker)
{
    struct lane *lane = lane_of(run, worker->number);
    for (size_t i = 0; i < worker->count; i++) {
        lane->waiting[lane->count++] = worker->evaluated[i];
    }
    run->waiting_count += worker->count;
    run->waiting_bytes += worker->weight_bytes;
    worker->count = 0;
    worker->weight_bytes = 0;
}

static void destroy_evaluated(struct worker *worker)
{
    for (; worker->count > 0; worker->count--) {
        zp_evaluation_destroy(worker->evaluated[worker->count - 1].evaluation);
    }
    worker->weight_bytes = 0;
}

/* ---- evaluating threads ---- */

static bool keep_evaluation(struct worker *worker, zp_evaluation *evaluation, size_t file, size_t weight_bytes)
{
    worker->evaluated[worker->count++] = (struct waiting){ evaluation, file, weight_bytes };
    worker->weight_bytes += weight_bytes;
    return worker->count < EVALUATIONS_TOGETHER && worker->weight_bytes < WEIGHT_TOGETHER;
}

/* Answers whether more is wanted. */
static bool hand_over_when_there_is_room(struct worker *worker)
{
    struct run *run = worker->run;
    pthread_mutex_lock(&run->mutex);
    while (!run->is_stopped && is_full(run, worker)) {
        pthread_cond_wait(&run->has_room, &run->mutex);
    }
    bool is_wanted = !run->is_stopped;
    if (is_wanted) {
        hand_over(run, worker);
        tell_of_current(run, worker->number);
    }
    pthread_mutex_unlock(&run->mutex);
    destroy_evaluated(worker); /* what nobody wants */
    return is_wanted;
}

static bool put_evaluation(void *context, zp_evaluation *evaluation, size_t file, size_t weight_bytes)
{
    struct worker *worker = context;
    return keep_evaluation(worker, evaluation, file, weight_bytes) || hand_over_when_there_is_room(worker);
}

/* Answers false when there is nothing left to begin. */
static bool begin_portion(struct worker *worker)
{
    struct run *run = worker->run;
    pthread_mutex_lock(&run->mutex);
    while (!run->is_stopped && run->begun == run->listed && !run->is_listed) {
        pthread_cond_wait(&run->has_work, &run->mutex);
    }
    bool begins = !run->is_stopped && run->begun < run->listed;
    if (begins) {
        worker->number = run->begun++;
        run->busy++;
    }
    pthread_mutex_unlock(&run->mutex);
    return begins;
}

static void finish_portion(struct worker *worker, zp_status status)
{
    struct run *run = worker->run;
    bool is_wanted = hand_over_when_there_is_room(worker);
    pthread_mutex_lock(&run->mutex);
    run->busy--;
    lane_of(run, worker->number)->is_finished = true;
    tell_of_current(run, worker->number);
    if (is_wanted && status != ZP_OK) {
        stop(run, status);
    }
    pthread_mutex_unlock(&run->mutex);
}

static void *work_on_portions(void *context)
{
    struct worker *worker = context;
    struct evaluation_receiver receiver = { .take = put_evaluation, .context = worker };
    while (begin_portion(worker)) {
        struct portion *portion = &lane_of(worker->run, worker->number)->portion;
        finish_portion(worker, evaluator_portion(&worker->evaluator, portion, receiver));
    }
    return NULL;
}

/* ---- the calling thread: receiving ---- */

static void stop_from_outside(struct run *run, zp_status status)
{
    pthread_mutex_lock(&run->mutex);
    stop(run, status);
    pthread_mutex_unlock(&run->mutex);
}

/* Hands evaluations on and destroys them. Answers whether more is wanted. */
static bool receive(struct run *run, struct waiting *taken, size_t count)
{
    struct portion *portion = &lane_of(run, run->current)->portion;
    zp_status status = ZP_OK;
    for (size_t i = 0; i < count; i++) {
        if (status == ZP_OK) {
            status = run->receiver.take(run->receiver.context, taken[i].evaluation, portion, taken[i].file);
        }
        zp_evaluation_destroy(taken[i].evaluation);
    }
    if (status != ZP_OK) {
        stop_from_outside(run, status);
    }
    return status == ZP_OK;
}

/* Takes what the current lane has; there is room in it again. Answers how much. With the mutex. */
static size_t empty_current_lane(struct run *run, struct waiting *taken)
{
    struct lane *lane = lane_of(run, run->current);
    size_t count = lane->count;
    for (size_t i = 0; i < count; i++) {
        taken[i] = lane->waiting[i];
        run->waiting_bytes -= taken[i].weight_bytes;
    }
    lane->count = 0;
    run->waiting_count -= count;
    if (count > 0) {
        pthread_cond_broadcast(&run->has_room);
    }
    return count;
}

/* Goes on to the next portion when the current one is done. */
static void advance(struct run *run)
{
    struct lane *lane = lane_of(run, run->current);
    run->receiver.pass(run->receiver.context, lane->portion.file_count);
    portion_clear(&lane->portion, run->work->walk);
    pthread_mutex_lock(&run->mutex);
    lane->is_finished = false;
    run->current++;
    pthread_cond_broadcast(&run->has_room);
    pthread_mutex_unlock(&run->mutex);
}

/* Receives what is there of the current portion, or goes on to the next when it is done. Answers whether there was
   something to do; `waits`: then waits until there is, unless all is done or nothing more is wanted. */
static bool receive_current(struct run *run, bool waits)
{
    struct waiting taken[EVALUATIONS_OF_LANE];
    pthread_mutex_lock(&run->mutex);
    struct lane *lane = lane_of(run, run->current);
    while (waits && run->current < run->listed && !run->is_stopped && lane->count == 0 && !lane->is_finished) {
        run->is_awaited = true;
        pthread_cond_wait(&run->has_come, &run->mutex);
        run->is_awaited = false;
    }
    bool has_portion = run->current < run->listed && !run->is_stopped;
    size_t count = has_portion ? empty_current_lane(run, taken) : 0;
    bool is_done = has_portion && count == 0 && lane->is_finished;
    pthread_mutex_unlock(&run->mutex);
    if (is_done) {
        advance(run);
    }
    return count > 0 ? receive(run, taken, count) : is_done;
}

/* ---- the calling thread: evaluating ---- */

/* The calling thread does not wait for room: it makes room by receiving. */
static bool put_own_evaluation(void *context, zp_evaluation *evaluation, size_t file, size_t weight_bytes)
{
    struct worker *own = context;
    struct run *run = own->run;
    bool may_wait = keep_evaluation(own, evaluation, file, weight_bytes);
    if (run->current != own->number && may_wait) {
        return true;
    }
    bool goes_on = true;
    while (goes_on && run->current != own->number) {
        goes_on = receive_current(run, true);
    }
    if (goes_on) {
        goes_on = receive(run, own->evaluated, own->count);
        own->count = 0;
        own->weight_bytes = 0;
    }
    return goes_on;
}

/* The others may be about to begin as many as they are: one file with many documents is evaluated by one thread and
   received by this one. */
static bool begin_own_portion(struct worker *own)
{
    struct run *run = own->run;
    pthread_mutex_lock(&run->mutex);
    bool begins = !run->is_stopped && run->listed - run->begun > run->thread_count - run->busy;
    if (begins) {
        own->number = run->begun++;
    }
    pthread_mutex_unlock(&run->mutex);
    return begins;
}

static void work_on_own_portion(struct worker *own)
{
    struct run *run = own->run;
    struct lane *lane = lane_of(run, own->number);
    struct evaluation_receiver receiver = { .take = put_own_evaluation, .context = own };
    zp_status status = evaluator_portion(&own->evaluator, &lane->portion, receiver);
    pthread_mutex_lock(&run->mutex);
    hand_over(run, own); /* there is room: nobody else puts anything there */
    lane->is_finished = true;
    if (status != ZP_OK) {
        stop(run, status);
    }
    pthread_mutex_unlock(&run->mutex);
}

/* ---- the calling thread: walking ---- */

/* Small portions at first, so that there is something to do for each thread, however few files there are. */
static size_t files_of_next_portion(const struct run *run)
{
    if (run->lane_count == 1) {
        return MOST_FILES_OF_PORTION;
    }
    size_t most = FILES_AHEAD / run->lane_count;
    size_t doublings = run->listed / run->lane_count;
    size_t files = doublings < 4 ? (size_t)1 << doublings : FILES_OF_PORTION;
    return files < most ? files : most > 0 ? most : 1;
}

static void list_portions(struct run *run)
{
    while (!run->is_listed && run->listed - run->current < run->lane_count) {
        struct portion *portion = &lane_of(run, run->listed)->portion;
        portion_fill(portion, run->work->walk, files_of_next_portion(run));
        if (run->work->reuse != NULL) {
            reuse_mark(run->work->reuse, portion);
        }
        pthread_mutex_lock(&run->mutex);
        if (portion->file_count > 0) {
            run->listed++;
            pthread_cond_signal(&run->has_work);
        } else {
            run->is_listed = true;
            pthread_cond_broadcast(&run->has_work);
        }
        pthread_mutex_unlock(&run->mutex);
    }
}

static void walk_work_and_receive(struct run *run, struct worker *own)
{
    bool goes_on = true;
    while (goes_on) {
        list_portions(run);
        if (!receive_current(run, false)) {
            if (begin_own_portion(own)) {
                work_on_own_portion(own);
            } else {
                goes_on = receive_current(run, true);
            }
        }
    }
}

/* ---- */

/* Starts as many threads as there may be work for, or as can be had. */
static void start_threads(struct run *run, struct worker *workers, size_t most)
{
    list_portions(run);
    size_t count = 0;
    while (count < most && count < run->listed) {
        struct worker *worker = &workers[count];
        worker->run = run;
        if (evaluator_begin(&worker->evaluator, run->work) != ZP_OK ||
            pthread_create(&worker->thread, NULL, work_on_portions, worker) != 0) {
            evaluator_end(&worker->evaluator);
            break;
        }
        count++;
    }
    pthread_mutex_lock(&run->mutex);
    run->thread_count = count;
    pthread_mutex_unlock(&run->mutex);
}

static void end_worker(struct worker *worker, zp_reading_counts *counts)
{
    zp_reading_counts more = zp_session_reading_counts(worker->evaluator.session);
    counts->quick += more.quick;
    counts->other += more.other;
    destroy_evaluated(worker);
    evaluator_end(&worker->evaluator);
}

static void end_threads(struct run *run, struct worker *workers, zp_reading_counts *counts)
{
    for (size_t i = 0; i < run->thread_count; i++) {
        pthread_join(workers[i].thread, NULL);
    }
    for (size_t i = 0; i < run->thread_count; i++) {
        end_worker(&workers[i], counts);
    }
}

static void begin_run(struct run *run, const struct batch_work *work, struct batch_receiver receiver)
{
    *run = (struct run){ .work = work, .receiver = receiver };
    run->lane_count = work->thread_count == 1 ? 1 : work->thread_count + 2;
    run->lanes = must_have(calloc(run->lane_count, sizeof(*run->lanes)));
    pthread_mutex_init(&run->mutex, NULL);
    pthread_cond_init(&run->has_come, NULL);
    pthread_cond_init(&run->has_room, NULL);
    pthread_cond_init(&run->has_work, NULL);
}

static void end_run(struct run *run)
{
    for (size_t i = 0; i < run->lane_count; i++) {
        struct lane *lane = &run->lanes[i];
        for (; lane->count > 0; lane->count--) {
            zp_evaluation_destroy(lane->waiting[lane->count - 1].evaluation);
        }
        portion_clear(&lane->portion, run->work->walk);
        portion_end(&lane->portion);
    }
    pthread_cond_destroy(&run->has_work);
    pthread_cond_destroy(&run->has_room);
    pthread_cond_destroy(&run->has_come);
    pthread_mutex_destroy(&run->mutex);
    free(run->lanes);
}

zp_status batch_run(struct batch_work *work, struct batch_receiver receiver, zp_reading_counts *counts_out)
{
    struct run run;
    struct worker *own = must_have(calloc(work->thread_count, sizeof(*own)));
    work->files_ahead = descriptors_to_spare() / work->thread_count;
    *counts_out = (zp_reading_counts){ 0 };
    begin_run(&run, work, receiver);
    own->run = &run;
    run.status = evaluator_begin(&own->evaluator, work);
    if (run.status == ZP_OK) {
        start_threads(&run, own + 1, work->thread_count - 1);
        walk_work_and_receive(&run, own);
        end_threads(&run, own + 1, counts_out);
        end_worker(own, counts_out);
    }
    zp_status status = run.status;
    end_run(&run);
    free(own);
    return status;
}
