#include "batch.h"

#include "evaluator.h"
#include "message.h"

#include <pthread.h>
#include <stdlib.h>

enum {
    FILES_AHEAD = 64,
    EVALUATIONS_OF_FILE = 64,
    EVALUATIONS_AHEAD = 256,
    BYTES_AHEAD = 64 << 20,
    ANNOUNCED_TOGETHER = 32,
};

struct waiting {
    zp_evaluation *evaluation;
    size_t weight_bytes;
};

/* What a file has given so far and nobody took yet, the oldest first. */
struct lane {
    struct waiting waiting[EVALUATIONS_OF_FILE];
    size_t count;
    bool is_finished;
};

/* Threads wake one another seldom: an evaluation takes less time than that. What has come is announced when there is
   some of it, and always by a thread that is about to wait or to end, so that nobody waits for what is there.

   A file has the lane of its number modulo FILES_AHEAD: no file is begun before the one that had it is done. Files are
   begun in order and the current one never waits for others, so there is always one that goes on. */
struct run {
    const struct batch_work *work;
    pthread_mutex_t mutex;
    pthread_cond_t has_come;  /* for the receiving thread: an evaluation of the current file, or its end */
    pthread_cond_t has_room;  /* for those with an evaluation to put */
    pthread_cond_t may_begin; /* for those without a file */
    size_t next_file;         /* to be begun */
    size_t current_file;      /* whose evaluations are being received */
    size_t waiting_count;     /* of all lanes */
    size_t waiting_bytes;
    zp_status status; /* of what went wrong first */
    size_t unannounced;
    bool is_stopped; /* nothing more is wanted */
    struct lane lanes[FILES_AHEAD];
};

struct worker {
    struct run *run;
    struct evaluator evaluator;
    size_t file;
    pthread_t thread;
};

static struct lane *lane_of(struct run *run, size_t file)
{
    return &run->lanes[file % FILES_AHEAD];
}

static void stop(struct run *run, zp_status status)
{
    if (!run->is_stopped) {
        run->is_stopped = true;
        run->status = status;
        pthread_cond_broadcast(&run->has_come);
        pthread_cond_broadcast(&run->has_room);
        pthread_cond_broadcast(&run->may_begin);
    }
}

static void announce(struct run *run)
{
    run->unannounced = 0;
    pthread_cond_signal(&run->has_come);
}

static void announce_together(struct run *run)
{
    run->unannounced++;
    if (run->unannounced >= ANNOUNCED_TOGETHER) {
        announce(run);
    }
}

static void announce_and_wait(struct run *run, pthread_cond_t *condition)
{
    announce(run);
    pthread_cond_wait(condition, &run->mutex);
}

static bool is_full(struct run *run, size_t file, size_t weight_bytes)
{
    if (lane_of(run, file)->count == EVALUATIONS_OF_FILE) {
        return true;
    }
    return file != run->current_file &&
           (run->waiting_count >= EVALUATIONS_AHEAD || run->waiting_bytes + weight_bytes > BYTES_AHEAD);
}

/* ---- evaluating threads ---- */

static bool put_evaluation(void *context, zp_evaluation *evaluation, size_t weight_bytes)
{
    struct worker *worker = context;
    struct run *run = worker->run;
    size_t weight = weight_bytes < BYTES_AHEAD ? weight_bytes : BYTES_AHEAD;
    pthread_mutex_lock(&run->mutex);
    while (!run->is_stopped && is_full(run, worker->file, weight)) {
        announce_and_wait(run, &run->has_room);
    }
    bool is_wanted = !run->is_stopped;
    if (is_wanted) {
        struct lane *lane = lane_of(run, worker->file);
        lane->waiting[lane->count] = (struct waiting){ evaluation, weight };
        lane->count++;
        run->waiting_count++;
        run->waiting_bytes += weight;
        announce_together(run);
    }
    pthread_mutex_unlock(&run->mutex);
    if (!is_wanted) {
        zp_evaluation_destroy(evaluation);
    }
    return is_wanted;
}

/* Answers false when there is nothing left to begin. */
static bool begin_file(struct worker *worker)
{
    struct run *run = worker->run;
    size_t file_count = run->work->files->file_count;
    pthread_mutex_lock(&run->mutex);
    while (!run->is_stopped && run->next_file < file_count && run->next_file - run->current_file >= FILES_AHEAD) {
        announce_and_wait(run, &run->may_begin);
    }
    bool begins = !run->is_stopped && run->next_file < file_count;
    if (begins) {
        worker->file = run->next_file++;
    } else {
        announce(run);
    }
    pthread_mutex_unlock(&run->mutex);
    return begins;
}

static void finish_file(struct worker *worker, zp_status status)
{
    struct run *run = worker->run;
    pthread_mutex_lock(&run->mutex);
    lane_of(run, worker->file)->is_finished = true;
    if (status != ZP_OK) {
        stop(run, status);
    } else {
        announce_together(run);
    }
    pthread_mutex_unlock(&run->mutex);
}

static void *work_on_files(void *context)
{
    struct worker *worker = context;
    struct evaluation_receiver receiver = { .take = put_evaluation, .context = worker };
    while (begin_file(worker)) {
        finish_file(worker, evaluator_file(&worker->evaluator, worker->file, receiver));
    }
    return NULL;
}

/* ---- the receiving thread ---- */

/* Takes what the lane has; there is room in it again. Answers how much. */
static size_t empty_lane(struct run *run, struct lane *lane, struct waiting *taken)
{
    size_t count = lane->count;
    for (size_t i = 0; i < count; i++) {
        taken[i] = lane->waiting[i];
        run->waiting_bytes -= taken[i].weight_bytes;
    }
    run->waiting_count -= count;
    lane->count = 0;
    pthread_cond_broadcast(&run->has_room);
    return count;
}

static void advance(struct run *run)
{
    run->current_file++;
    pthread_cond_broadcast(&run->has_room);
    if (run->next_file - run->current_file <= FILES_AHEAD / 2) {
        pthread_cond_broadcast(&run->may_begin);
    }
}

/* The next evaluations in the order of the list, all of one file; 0 when there are none, or the run was stopped. */
static size_t get_evaluations(struct run *run, struct waiting *taken, size_t *file_out)
{
    size_t count = 0;
    pthread_mutex_lock(&run->mutex);
    while (count == 0 && !run->is_stopped && run->current_file < run->work->files->file_count) {
        struct lane *lane = lane_of(run, run->current_file);
        *file_out = run->current_file;
        if (lane->count > 0) {
            count = empty_lane(run, lane, taken);
        } else if (lane->is_finished) {
            lane->is_finished = false;
            advance(run);
        } else {
            pthread_cond_wait(&run->has_come, &run->mutex);
        }
    }
    pthread_mutex_unlock(&run->mutex);
    return count;
}

static void stop_from_outside(struct run *run, zp_status status)
{
    pthread_mutex_lock(&run->mutex);
    stop(run, status);
    pthread_mutex_unlock(&run->mutex);
}

static void receive_all(struct run *run, struct batch_receiver receiver)
{
    struct waiting taken[EVALUATIONS_OF_FILE];
    size_t file = 0;
    zp_status status = ZP_OK;
    for (size_t count = 0; (count = get_evaluations(run, taken, &file)) > 0;) {
        for (size_t i = 0; i < count; i++) {
            if (status == ZP_OK) {
                status = receiver.take(receiver.context, taken[i].evaluation, file);
            }
            zp_evaluation_destroy(taken[i].evaluation);
        }
        if (status != ZP_OK) {
            stop_from_outside(run, status);
        }
    }
}

static void destroy_waiting(struct run *run)
{
    for (size_t i = 0; i < FILES_AHEAD; i++) {
        struct lane *lane = &run->lanes[i];
        for (; lane->count > 0; lane->count--) {
            zp_evaluation_destroy(lane->waiting[lane->count - 1].evaluation);
        }
    }
}

/* ---- without threads ---- */

struct direct {
    struct batch_receiver receiver;
    size_t file;
    zp_status status;
};

static bool hand_on_directly(void *context, zp_evaluation *evaluation, size_t weight_bytes)
{
    struct direct *direct = context;
    (void)weight_bytes;
    direct->status = direct->receiver.take(direct->receiver.context, evaluation, direct->file);
    zp_evaluation_destroy(evaluation);
    return direct->status == ZP_OK;
}

static zp_status run_without_threads(const struct batch_work *work, struct batch_receiver receiver)
{
    struct direct direct = { .receiver = receiver, .status = ZP_OK };
    struct evaluation_receiver directly = { .take = hand_on_directly, .context = &direct };
    struct evaluator evaluator;
    zp_status status = evaluator_begin(&evaluator, work);
    for (size_t i = 0; status == ZP_OK && i < work->files->file_count; i++) {
        direct.file = i;
        status = evaluator_file(&evaluator, i, directly);
        status = direct.status != ZP_OK ? direct.status : status;
    }
    evaluator_end(&evaluator);
    return status;
}

/* ---- */

/* Answers how many could be started. */
static size_t start_workers(struct run *run, struct worker *workers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        workers[i].run = run;
        if (evaluator_begin(&workers[i].evaluator, run->work) != ZP_OK ||
            pthread_create(&workers[i].thread, NULL, work_on_files, &workers[i]) != 0) {
            evaluator_end(&workers[i].evaluator);
            return i;
        }
    }
    return count;
}

static zp_status run_with_threads(const struct batch_work *work, struct batch_receiver receiver, size_t count)
{
    struct run *run = must_have(calloc(1, sizeof(*run)));
    struct worker *workers = must_have(calloc(count, sizeof(*workers)));
    run->work = work;
    pthread_mutex_init(&run->mutex, NULL);
    pthread_cond_init(&run->has_come, NULL);
    pthread_cond_init(&run->has_room, NULL);
    pthread_cond_init(&run->may_begin, NULL);
    size_t started = start_workers(run, workers, count);
    if (started > 0) {
        receive_all(run, receiver);
    }
    for (size_t i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
    }
    destroy_waiting(run);
    for (size_t i = 0; i < started; i++) {
        evaluator_end(&workers[i].evaluator);
    }
    zp_status status = run->status;
    pthread_cond_destroy(&run->may_begin);
    pthread_cond_destroy(&run->has_room);
    pthread_cond_destroy(&run->has_come);
    pthread_mutex_destroy(&run->mutex);
    free(workers);
    free(run);
    return started > 0 ? status : run_without_threads(work, receiver);
}

zp_status batch_run(const struct batch_work *work, struct batch_receiver receiver)
{
    size_t count = work->thread_count < work->files->file_count ? work->thread_count : work->files->file_count;
    /* One file may have many documents: to evaluate and to receive them is work for two. */
    return work->thread_count == 1 || count == 0 ? run_without_threads(work, receiver)
                                                 : run_with_threads(work, receiver, count);
}
