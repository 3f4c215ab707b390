"""A job worker written for Camunda 8, unchanged: only CAMUNDA_REST_ADDRESS and the credentials say where it works.

    CAMUNDA_REST_ADDRESS=http://localhost:8080/v2 CAMUNDA_AUTH_STRATEGY=BASIC \
    CAMUNDA_BASIC_AUTH_USERNAME=worker CAMUNDA_BASIC_AUTH_PASSWORD=... python3 docs/examples/python/worker.py
"""
import asyncio

from camunda_orchestration_sdk import CamundaAsyncClient, ConnectedJobContext, WorkerConfig


async def greet(job: ConnectedJobContext) -> dict[str, object]:
    who = job.variables.to_dict().get("who")
    if who is None:
        # One attempt less; without attempts it is an incident.
        raise ValueError("Nobody to greet")
    return {"greeting": f"Hello, {who}"}


async def main() -> None:
    async with CamundaAsyncClient() as camunda:
        camunda.create_job_worker(
            config=WorkerConfig(
                job_type="greet",
                worker_name="example",
                job_timeout_milliseconds=30_000,
                request_timeout_milliseconds=20_000,
            ),
            callback=greet,
        )
        await camunda.run_workers()


asyncio.run(main())
